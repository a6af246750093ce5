/** Stands in for the package of that name in the bundle, for Ink too. */
export { displayWidth as default } from './output/display-width.ts'
