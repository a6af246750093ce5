import { clusterContract } from '../contract/cluster.ts'
import { openPlane, openPort } from './simulated-plane.ts'

clusterContract('simulated', async () => ({
  cluster: openPort(openPlane().plane).cluster,
  namespace: 'default',
  pause: async () => {},
  close: async () => {},
}))
