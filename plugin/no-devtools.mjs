/** Stands in for react-devtools-core, which Ink imports but never calls outside of its development mode. */
export const initialize = () => {}
export const connectToDevTools = () => {}
export default { initialize, connectToDevTools }
