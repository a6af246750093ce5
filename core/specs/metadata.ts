/** The metadata that every object carries. */

import { annotationMap, anything, count, labels, list, object, text, time } from './schema.ts'

export const metadata = object(
  {
    name: text({ doc: 'The name, unique for its kind within the namespace. A DNS subdomain.' }),
    generateName: text({ doc: 'A prefix from which the API server makes a unique name when `name` is absent.' }),
    namespace: text({ doc: 'The namespace. Absent: the namespace of the current context.' }),
    labels: labels({ doc: 'Labels to select the object by.' }),
    annotations: annotationMap({ doc: 'Settings and notes read by tools and controllers.' }),
    finalizers: list(text({ doc: 'One finalizer.' }), { doc: 'Who must finish before the object goes away.' }),
    ownerReferences: list(anything({ doc: 'One owner.' }), { doc: 'Objects that this one goes away with.' }),
    uid: text({ doc: 'The identity given by the API server.', setBy: 'controller' }),
    resourceVersion: text({ doc: 'Changes with every write.', setBy: 'controller' }),
    generation: count({ doc: 'Changes with every change of the spec.', setBy: 'controller' }),
    creationTimestamp: time({ doc: 'When the object was made.', setBy: 'controller' }),
    deletionTimestamp: time({ doc: 'When deletion was asked for.', setBy: 'controller' }),
    deletionGracePeriodSeconds: count({ doc: 'How long deletion may take.', setBy: 'controller' }),
    managedFields: anything({ doc: 'Who set which field.', setBy: 'controller' }),
    selfLink: text({ doc: 'No longer written.', setBy: 'controller' }),
  },
  { required: true, doc: 'Name, namespace, labels and annotations.' },
)
