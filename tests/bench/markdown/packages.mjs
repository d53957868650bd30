// The npm packages that Markdown is rendered with beside Carrel.
export const PACKAGES = /** @type {const} */ ([
  'marked',
  'markdown-it',
  'micromark',
  'micromark-extension-gfm',
  'md4w',
  'markdown-wasm',
  'dompurify',
]);
