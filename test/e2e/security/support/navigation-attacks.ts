/* oxlint-disable unicorn/consistent-function-scoping -- the debugger carries one function into the page, where nothing around it exists */

/** Tries to lead the page to an address, in every way that a script has; returns how many it tried. Runs in the page. */
export async function leave(address: string): Promise<number> {
  const link = (target: string): void => {
    const element = Object.assign(document.createElement('a'), { href: address, target });
    document.body.append(element);
    element.click();
    element.remove();
  };
  const submit = (method: string): void => {
    const element = Object.assign(document.createElement('form'), { action: address, method });
    document.body.append(element);
    element.submit();
    element.remove();
  };
  const inFrame = (run: (inner: Window, frame: HTMLIFrameElement) => void): void => {
    const frame = document.createElement('iframe');
    document.body.append(frame);
    if (frame.contentWindow !== null) run(frame.contentWindow, frame);
    setTimeout(() => {
      frame.remove();
    }, 100);
  };
  const ways: (() => void)[] = [
    () => (location.href = address),
    () => {
      location.assign(address);
    },
    () => {
      location.replace(address);
    },
    () => window.open(address, '_self'),
    () => window.open(address, '_top'),
    () => {
      link('');
    },
    () => {
      link('_top');
    },
    () => {
      submit('get');
    },
    () => {
      submit('post');
    },
    () => {
      const meta = Object.assign(document.createElement('meta'), { content: `0;url=${address}` });
      meta.setAttribute('http-equiv', 'refresh');
      document.head.append(meta);
      setTimeout(() => {
        meta.remove();
      }, 100);
    },
    () => {
      inFrame((inner) => {
        const { top } = inner;
        if (top !== null) top.location.href = address;
      });
    },
    () => {
      inFrame((inner) => {
        inner.location.href = address;
      });
    },
    () => {
      inFrame((_inner, frame) => {
        frame.src = address;
      });
    },
    // Of our own origin this changes the name of the document and nothing else: it is taken back.
    () => {
      const own = location.href;
      history.pushState(null, '', address);
      history.replaceState(null, '', own);
    },
    () => {
      history.back();
    },
  ];
  for (const way of ways) {
    try {
      way();
    } catch {
      // Refusing aloud is as good.
    }
    // oxlint-disable-next-line eslint/no-await-in-loop -- one attempt after the other: a later one would cancel the former
    await new Promise((resolve) => {
      setTimeout(resolve, 60);
    });
  }
  return ways.length;
}

/** Tries to open a window. Runs in the page, after a gesture. */
export function openWindows(address: string): object {
  const opened = [
    window.open(address),
    window.open(address, 'name', 'popup,width=200,height=200'),
    window.open('about:blank'),
    window.open(address, '_blank', 'nodeIntegration=yes,webSecurity=no'),
  ].map(String);
  const link = Object.assign(document.createElement('a'), { href: address, target: '_blank' });
  const form = Object.assign(document.createElement('form'), { action: address, target: '_blank' });
  document.body.append(link, form);
  link.click();
  form.submit();
  link.remove();
  form.remove();
  return { opened: opened.join(' '), attempts: opened.length + 2 };
}

/** Puts a webview into the page. Runs in the page. */
export async function tryWebview(address: string): Promise<object> {
  const view = document.createElement('webview');
  view.setAttribute('src', address);
  view.setAttribute('allowpopups', '');
  document.body.append(view);
  await new Promise((resolve) => {
    setTimeout(resolve, 500);
  });
  const methods = ['loadURL', 'getURL', 'executeJavaScript'].filter((name) => name in view);
  view.remove();
  return { known: customElements.get('webview') !== undefined, methods };
}
