/** What runs in a pod: containers, and the claims they mount. */

import { annotationMap, anything, labels, list, openObject, reference, text } from '../schema.ts'

const container = openObject(
  {
    name: text({ required: true, doc: 'The name of the container, as rules and `kubectl exec -c` use it.' }),
    image: text({ doc: 'The image.' }),
    command: list(text({ doc: 'One word.' }), { doc: 'The program, instead of that of the image.' }),
    args: list(text({ doc: 'One word.' }), { doc: 'Its arguments.' }),
    env: list(anything({ doc: 'One variable.' }), { doc: 'Environment variables.' }),
    volumeMounts: list(
      openObject(
        {
          name: text({ required: true, doc: 'The name of the volume, as under `volumes`.' }),
          mountPath: text({ required: true, doc: 'The directory at which it appears.' }),
          subPath: text({ doc: 'A directory of the volume, instead of its root.' }),
        },
        { doc: 'One mounted volume.' },
      ),
      { doc: 'The volumes that the container sees.' },
    ),
  },
  { doc: 'One container.' },
)

export const podSpec = openObject(
  {
    containers: list(container, { required: true, doc: 'What runs.' }),
    initContainers: list(container, { doc: 'What runs before.' }),
    volumes: list(
      openObject(
        {
          name: text({ required: true, doc: 'The name that containers mount the volume by.' }),
          persistentVolumeClaim: openObject(
            { claimName: reference('PersistentVolumeClaim', { required: true, doc: 'The claim.' }) },
            { doc: 'The claim behind the volume.' },
          ),
        },
        { doc: 'One volume.' },
      ),
      { doc: 'The volumes of the pod.' },
    ),
    schedulerName: text({ doc: 'Who chooses the node. `stork` places pods near their data.' }),
    nodeName: text({ doc: 'The node.' }),
    serviceAccountName: text({ doc: 'The identity of the pod.' }),
  },
  { required: true, doc: 'What runs.' },
)

export const podTemplate = openObject(
  {
    metadata: openObject(
      {
        labels: labels({ doc: 'Labels of the pods. Rules choose pods by these.' }),
        annotations: annotationMap({ doc: 'Annotations of the pods.' }),
      },
      { doc: 'Labels and annotations of the pods.' },
    ),
    spec: podSpec,
  },
  { required: true, doc: 'What the pods look like.' },
)
