// The end of the engine's code: in a Worker the engine starts with the compiled module, which comes as the first message.
if (typeof importScripts === "function") {
  onmessage = async ({ data: module_or_path }) => {
    onmessage = null;
    try {
      await newEngine()({ module_or_path });
    } catch (error) {
      // A promise that fails is no error of the Worker's; this is one, and the page hears of it.
      setTimeout(() => {
        throw error;
      });
    }
  };
}
