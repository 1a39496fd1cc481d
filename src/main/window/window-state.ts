/** A rectangle in device-independent pixels. */
export interface Bounds {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where the window was when it was closed, and how large its content was shown. */
export interface WindowState {
  readonly bounds: Bounds | null;
  readonly maximized: boolean;
  /** Chromium's zoom level: each step is a factor of 1.2. */
  readonly zoomLevel: number;
}

export const defaultWindowState: WindowState = { bounds: null, maximized: false, zoomLevel: 0 };

export const minimumSize = { width: 760, height: 520 } as const;
export const defaultSize = { width: 1180, height: 760 } as const;

/** As much of the title bar must lie on a display for a person to be able to take hold of it, in pixels. */
const graspable = 80;

/**
 * Where to open the window: where it was, if that is still on a display (a screen may have been unplugged),
 * else in the default size where the system likes it. Never smaller than the minimum, never larger than the display.
 */
export function openingBounds(
  kept: Bounds | null,
  workAreas: readonly Bounds[],
): { width: number; height: number; x?: number; y?: number } {
  const area = kept === null ? undefined : workAreas.find((candidate) => holdsTitleBar(kept, candidate));
  if (kept === null || area === undefined) {
    const primary = workAreas[0];
    return {
      width: Math.max(minimumSize.width, Math.min(defaultSize.width, primary?.width ?? defaultSize.width)),
      height: Math.max(
        minimumSize.height,
        Math.min(defaultSize.height, primary?.height ?? defaultSize.height),
      ),
    };
  }
  return {
    x: kept.x,
    y: kept.y,
    width: Math.max(minimumSize.width, Math.min(kept.width, area.width)),
    height: Math.max(minimumSize.height, Math.min(kept.height, area.height)),
  };
}

function holdsTitleBar(window: Bounds, area: Bounds): boolean {
  const visible = Math.min(window.x + window.width, area.x + area.width) - Math.max(window.x, area.x);
  return visible >= graspable && window.y >= area.y && window.y <= area.y + area.height - graspable;
}

/** The smallest and largest zoom that a menu offers: 50% and 300%. */
const zoomLevels = { smallest: -4, largest: 6 } as const;

export function clampZoomLevel(level: number): number {
  return Math.max(zoomLevels.smallest, Math.min(zoomLevels.largest, level));
}
