/** The namespace whose objects may concern others, as far as files can tell. */

/** STORK's default, and where it is often told to look instead. Source: STORK, flag admin-namespace. */
const adminNamespaces = ['kube-system', 'portworx']

/** Whether an object of that namespace may act on other namespaces; an object that names none may be applied to any. */
export function mayBeAdmin(namespace: string | undefined): boolean {
  return namespace === undefined || adminNamespaces.includes(namespace)
}
