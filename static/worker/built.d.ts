/** What the build writes ahead of the service worker. */
declare const VERSION: string;
declare const FILES: Record<string, string>;

/** What the engine's code leaves behind: it makes what starts an engine, a new one each time. */
declare const newEngine: () => (parts: { module_or_path: WebAssembly.Module }) => Promise<unknown>;
