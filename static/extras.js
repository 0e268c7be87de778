// What the page needs only once it stands, in one file of its own.
export { get, put, remove } from "./depot.js";
export { take } from "./picture/picture.js";
