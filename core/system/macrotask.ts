/** Resolves after every promise that can be resolved now has been. */
export function macrotask(): Promise<void> {
  return new Promise(resolve => {
    setImmediate(resolve)
  })
}
