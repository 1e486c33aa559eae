/* A browser starts no worker from a file. When the site is read as files, the search runs in a hidden frame instead,
   which talks to the page as a worker would. IFrameWorker is the name by which the theme's worker knows that it is in a
   frame, and finds the files beside it by the first script there. */
if (location.protocol === "file:") {
  window.IFrameWorker = class extends EventTarget {
    constructor(url) {
      super();
      this.onmessage = null;
      const frame = document.createElement("iframe");
      frame.hidden = true;
      document.body.append(frame);
      const inside = frame.contentWindow;
      const answer = (data) => {
        const event = new MessageEvent("message", { data });
        this.dispatchEvent(event);
        if (typeof this.onmessage === "function") this.onmessage(event);
      };
      inside.postMessage = answer;
      inside.importScripts = (...urls) =>
        Promise.all(
          urls.map(
            (source) =>
              new Promise((done) => {
                const script = inside.document.createElement("script");
                script.src = source;
                script.onload = script.onerror = done;
                inside.document.body.append(script);
              }),
          ),
        );
      this.ready = inside.importScripts(url);
      this.inside = inside;
    }
    postMessage(data) {
      this.ready.then(() => this.inside.dispatchEvent(new MessageEvent("message", { data })));
    }
    terminate() {
      this.inside.frameElement?.remove();
    }
  };
  window.Worker = window.IFrameWorker;
}
