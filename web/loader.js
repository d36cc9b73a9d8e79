// Optional, for pages that show our frames: gives each the height that it tells. It takes
// a number in range from a frame marked data-root-causes, and nothing else from no one.
(() => {
  const frames = () => [...document.querySelectorAll("iframe[data-root-causes]")];
  addEventListener("message", ({ source, data }) => {
    if (data?.sentinel !== "amp" || data.type !== "embed-size") return;
    const { height } = data;
    if (typeof height !== "number" || !(height >= 50 && height <= 20000)) return;
    const frame = frames().find(({ contentWindow }) => contentWindow === source);
    if (frame) frame.style.height = `${Math.ceil(height)}px`;
  });
  const greet = () =>
    frames().forEach(({ contentWindow }) => contentWindow?.postMessage({ sentinel: "amp", type: "frames-init" }, "*"));
  greet();
  addEventListener("load", greet);
})();
