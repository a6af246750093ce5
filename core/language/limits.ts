/** How much text we look at. Beyond these a document gets one finding and is left in peace. */

/** What the API server can store is 1.5 MiB, so a larger document is no object. */
export const maxDocumentLength = 1_572_864
export const maxFileLength = 33_554_432
/** Levels of nesting. Deeper texts can abort the YAML library's process. Kubernetes' own kinds need about 20. */
export const maxDepth = 64
/** Nodes that aliases may add to one document. */
export const maxExpandedNodes = 10_000
/** Words and signs in one document, which bound the time that reading it takes. A CRD of 20,000 lines has 150,000. */
export const maxLexemes = 200_000
/** Findings of one sort in one document, where a slip can repeat on every line. */
export const maxRepeated = 20
