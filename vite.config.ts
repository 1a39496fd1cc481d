import { fileURLToPath } from 'node:url';

import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/**
 * The page's own code begins after the static shell was painted, through a dynamic import. Its files are named in the
 * HTML all the same, so that they are read meanwhile: the script as a preload in the head, the style sheet at the end
 * of the body, where it holds back no paint of the shell.
 */
function readStartAhead(): Plugin {
  return {
    name: 'read-start-ahead',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle }) {
        if (bundle === undefined) return html;
        const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
        const start = chunks.find((chunk) => chunk.name === 'start');
        if (start === undefined) throw new Error('The build has no chunk named start');
        const styles = [...(start.viteMetadata?.importedCss ?? [])];
        const scripts = [start.fileName, ...start.imports];
        const preloads = scripts.map((file) => `<link rel="modulepreload" crossorigin href="./${file}">`);
        const links = styles.map((file) => `<link rel="stylesheet" crossorigin href="./${file}">`);
        return html
          .replace('</head>', `  ${preloads.join('\n    ')}\n  </head>`)
          .replace('</body>', `  ${links.join('\n    ')}\n  </body>`);
      },
    },
  };
}

/**
 * Mantine's style sheets expect an order (`UnstyledButton` before everything built on it) that splitting by screen
 * does not keep. What others build on goes into a layer of its own inside Mantine's, which loses to the rest of it
 * wherever it is loaded.
 */
function foundationsFirst(): Plugin {
  const foundations =
    /@mantine\/core\/styles\/(?:UnstyledButton|Paper|ModalBase|InlineInput|Input|Overlay)\.layer\.css$/;
  return {
    name: 'foundations-first',
    enforce: 'pre',
    transform: {
      filter: { id: foundations },
      handler: (code) => ({
        code: code.replaceAll('@layer mantine {', '@layer mantine.foundations {'),
        map: null,
      }),
    },
  };
}

export default defineConfig({
  root: fileURLToPath(new URL('./src/renderer', import.meta.url)),
  base: './',
  cacheDir: fileURLToPath(new URL('./.cache/vite', import.meta.url)),
  plugins: [foundationsFirst(), react(), readStartAhead()],
  build: {
    outDir: fileURLToPath(new URL('./out/app/renderer', import.meta.url)),
    emptyOutDir: true,
    target: 'chrome114',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    sourcemap: false,
    reportCompressedSize: true,
  },
});
