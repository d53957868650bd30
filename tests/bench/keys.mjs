// Key presses in a page with all of MedQuAD.
import { serve } from '../../scripts/cli/serve.mjs';
import { launch, measurePresses } from './keypress.mjs';

/** From a key to the frame with its answer, at full speed and on a processor slowed down four times. @param {string} folder */
export async function pressing(folder) {
  const browser = await launch();
  const server = await serve(`${folder}/site`, 0);
  try {
    const page = await browser.newPage();
    await page.goto(server.url);
    await page.locator('carrel-articles .hit').first().waitFor({ timeout: 60_000 });
    const full = await measurePresses(page, 3);
    const protocol = await page.context().newCDPSession(page);
    await protocol.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    return { chromium: browser.version(), full, slow: await measurePresses(page) };
  } finally {
    await browser.close();
    server.close();
  }
}
