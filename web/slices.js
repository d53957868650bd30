/** Long work in the page, cut into slices between which the page paints and answers. */

/** ms. A quarter of what a frame has at 60 a second, so that a processor four times slower still keeps to one. */
const SLICE_MS = 4;
/** ms. A page that is not shown has no frames; its work goes on all the same. */
const FRAME_AT_MOST_MS = 100;

/** A task of its own, behind what waits already; a promise alone would go on in the same one. */
const nextTask = () =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => resolve(port1.close());
    port2.postMessage(null);
  });

/** The beginning of the task behind the next frame, which has then been painted. */
const nextFrame = async () => {
  await new Promise((resolve) => {
    requestAnimationFrame(resolve);
    setTimeout(resolve, FRAME_AT_MOST_MS);
  });
  await nextTask();
};

/**
 * Runs work to its end: as much of it as `isEnough` asks for at once, the rest behind the frame that shows this, slice by slice.
 * Whatever is done within the first part is done when the function returns; errors of the first part are thrown by it.
 * @param {Iterator<void>} work goes on by a little with each step
 * @param {() => boolean} isEnough asked after each step of the first part
 * @param {AbortSignal} signal ends the work
 * @returns {Promise<void> | undefined} nothing when the first part was all of it; otherwise settled once the work is done or was ended
 */
export function runInSlices(work, isEnough, signal) {
  for (;;) {
    if (work.next().done) return undefined;
    if (isEnough()) return runRest(work, signal);
  }
}

/** @param {Iterator<void>} work @param {AbortSignal} signal */
async function runRest(work, signal) {
  await nextFrame();
  while (!signal.aborted) {
    const end = performance.now() + SLICE_MS;
    while (performance.now() < end) if (work.next().done) return;
    await nextTask();
  }
}
