// Files that are dragged onto a chat or pasted into it. Wherever else a file is dropped, the page stays as it is.

/** Take files on a chat's node; take(files) gets them, null standing for a folder. */
export function takeFiles(node, take) {
  let depth = 0;
  const enter = (step) => {
    depth = Math.max(0, step);
    node.classList.toggle("is-target", depth > 0);
  };
  node.addEventListener("dragenter", (event) => carriesFiles(event) && enter(depth + 1));
  node.addEventListener("dragleave", (event) => carriesFiles(event) && enter(depth - 1));
  node.addEventListener("drop", (event) => {
    enter(0);
    taken(event, event.dataTransfer);
  });
  node.addEventListener("paste", (event) => taken(event, event.clipboardData));

  function taken(event, data) {
    const files = filesOf(data);
    if (!files.length) return;
    event.preventDefault();
    take(files);
  }
}

/** Keep the browser from opening a file in place of the page. */
export function keepThePage() {
  for (const kind of ["dragover", "drop"]) {
    document.addEventListener(kind, (event) => carriesFiles(event) && event.preventDefault());
  }
}

const carriesFiles = (event) => [...(event.dataTransfer?.types || [])].includes("Files");

/** Words that come with a picture of themselves, as office programs put them on the clipboard, are words. */
function filesOf(data) {
  if (!data || data.types.includes("text/plain")) return [];
  const items = [...data.items].filter((item) => item.kind === "file");
  return items.map((item) => (item.webkitGetAsEntry?.()?.isDirectory ? null : item.getAsFile()));
}
