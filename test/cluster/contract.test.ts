import { shadowedCluster } from '../../core/cluster/shadow/index.ts'
import { clusterContract } from '../contract/cluster.ts'
import { openPlane, openPort } from './simulated-plane.ts'

clusterContract('simulated', async () => ({
  cluster: openPort(openPlane().plane).cluster,
  namespace: 'default',
  pause: async () => {},
  close: async () => {},
}))

// ConfigMaps that stand for ConfigMaps: a shadow keeps whatever the port promises.
clusterContract('with shadows', async () => ({
  cluster: shadowedCluster(openPort(openPlane().plane).cluster, {
    home: 'kube-system',
    kinds: [{ apiVersion: 'v1', kind: 'ConfigMap' }],
  }),
  namespace: 'default',
  pause: async () => {},
  close: async () => {},
}))
