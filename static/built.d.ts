/** What the engine's code leaves behind: it makes what starts an engine, a new one each time. */
declare const newEngine: () => (parts: { module_or_path: WebAssembly.Module }) => Promise<unknown>;

/** The glue of the page's program, as wasm-bindgen writes it. */
declare module "porthole:glue" {
  export default function init(parts: { module_or_path: Response }): Promise<unknown>;
}

/** The full editor, as scripts/build-scripts.mjs writes it. */
declare module "porthole:editor" {
  export function mount(): void;
}
