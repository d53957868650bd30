/** Long work in the page, cut into slices between which the page paints and answers. */

/** ms. A quarter of what a frame has at 60 a second, so that a processor four times slower still keeps to one. */
const SLICE_MS = 4;
/** ms. Where frames take long by themselves, a slice may take as long as they do, up to this, or the work would never end. */
const SLICE_AT_MOST_MS = 50;
/** ms. A page that is not shown has no frames; its work goes on all the same. */
const FRAME_AT_MOST_MS = 100;

/** A task of its own, behind what waits already; a promise alone would go on in the same one. @returns {Promise<void>} */
export const nextTask = () =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => resolve(port1.close());
    port2.postMessage(null);
  });

/**
 * The beginning of the next frame: what happens then is painted with it, and layout that is asked for then would be done anyway.
 * @returns {Promise<unknown>}
 */
export const nextFrame = () =>
  new Promise((resolve) => {
    requestAnimationFrame(resolve);
    setTimeout(resolve, FRAME_AT_MOST_MS);
  });

/**
 * Runs work to its end: as much of it as is enough for now at once, before the function returns; the rest behind the frame that shows
 * this, slice by slice.
 * @template T @param {Iterator<T>} work goes on by a little with each step
 * @param {(progress: T) => boolean} isEnough is asked after each step of the first part, about what the step has yielded
 * @param {() => boolean} isOver is asked before each slice: nobody waits for the work any more
 * @returns {Promise<void>} settled once the work is done or over; rejects when a step throws
 */
export async function runInSlices(work, isEnough, isOver) {
  for (;;) {
    const { done, value } = work.next();
    if (done) return;
    if (isEnough(value)) break;
  }
  await nextFrame();
  // The frame is painted before the next task begins.
  await nextTask();
  for (let slice = SLICE_MS; !isOver(); ) {
    const end = performance.now() + slice;
    while (performance.now() < end) if (work.next().done) return;
    const left = performance.now();
    await nextTask();
    slice = Math.min(Math.max(SLICE_MS, performance.now() - left), SLICE_AT_MOST_MS);
  }
}
