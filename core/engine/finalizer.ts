/** Keeps an object until what is frozen for it is thawed and what was made for it is gone. */
export const finalizer = 'pxsnap.io/thaw-and-clean-up'
