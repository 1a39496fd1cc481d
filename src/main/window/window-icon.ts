import { nativeImage, type NativeImage } from 'electron';
import icon from '../../../assets/icons/128x128.png';

/** The window's icon on Linux; elsewhere the package's own icon is the window's. */
export function windowIcon(platform: NodeJS.Platform): NativeImage | null {
  return platform === 'linux' ? nativeImage.createFromDataURL(icon) : null;
}
