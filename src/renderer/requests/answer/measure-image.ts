/** Pixels up to which an image is drawn: four bytes each in memory. */
export const mostPixels = 100_000_000;

export type MeasuredImage =
  | { readonly kind: 'drawable' | 'too-many-pixels'; readonly width: number; readonly height: number }
  | { readonly kind: 'unreadable' };

/** The size that an image has, or claims: Chromium reads it, and decodes no pixel as long as nothing draws it. */
export function measureImage(address: string): Promise<MeasuredImage> {
  return new Promise((resolve) => {
    const image = new Image();
    image.addEventListener('load', () => {
      resolve(judgeSize(image.naturalWidth, image.naturalHeight));
    });
    image.addEventListener('error', () => {
      resolve({ kind: 'unreadable' });
    });
    image.src = address;
  });
}

/** Whether an image of so many pixels is drawn. */
export function judgeSize(width: number, height: number): MeasuredImage {
  return { kind: width * height > mostPixels ? 'too-many-pixels' : 'drawable', width, height };
}
