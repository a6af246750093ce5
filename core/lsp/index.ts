export { connectThisProcess } from './connect.ts'
export type { ServerHost, WorkspaceFiles } from './host.ts'
export { serve } from './server.ts'
export { defaultSettings, readSettings, type Settings } from './settings.ts'
