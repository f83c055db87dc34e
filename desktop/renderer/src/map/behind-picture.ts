/** A picture of the map drawn behind the one that is shown, and put on the canvas when it is whole. Where the processor imitates the graphics
 *  card, a picture that is put up at once keeps the window waiting for it: the browser fetches its pixels between two frames, and no press or key
 *  is answered until they are there. In: the device of the map and its drawing. Touches the canvas. */
import type { DeckProps } from '@deck.gl/core';

type Device = Parameters<NonNullable<DeckProps['onDeviceInitialized']>>[0];
type Target = ReturnType<Device['createFramebuffer']>;

/** Between two looks whether the picture is whole [ms]. */
const LOOK_MS = 12;

export class BehindPicture {
  private readonly device: Device;
  private readonly gl: WebGL2RenderingContext;
  private readonly target: Target;
  private timer = 0;

  constructor(device: Device) {
    this.device = device;
    this.gl = device.handle as WebGL2RenderingContext;
    this.target = device.createFramebuffer({
      width: this.gl.drawingBufferWidth,
      height: this.gl.drawingBufferHeight,
      colorAttachments: ['rgba8unorm'],
      depthStencilAttachment: 'depth24plus',
    });
  }

  /** @param draw draws into the target that it gets  @param whole called once, as the picture is put on the canvas */
  draw(draw: (target: Target) => void, whole: () => void): void {
    const { gl, target } = this;
    clearTimeout(this.timer);
    // The canvas takes its size of now when its own drawing surface is asked for.
    this.device.canvasContext?.getCurrentFramebuffer();
    const width = gl.drawingBufferWidth;
    const height = gl.drawingBufferHeight;
    target.resize({ width, height });
    draw(target);
    const done = gl.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0);
    gl.flush();
    const look = (): void => {
      if (done !== null && !gl.isContextLost() && gl.getSyncParameter(done, gl.SYNC_STATUS) !== gl.SIGNALED) {
        this.timer = window.setTimeout(look, LOOK_MS);
        return;
      }
      gl.deleteSync(done);
      gl.bindFramebuffer(gl.READ_FRAMEBUFFER, target.handle as WebGLFramebuffer);
      gl.bindFramebuffer(gl.DRAW_FRAMEBUFFER, null);
      gl.blitFramebuffer(0, 0, width, height, 0, 0, width, height, gl.COLOR_BUFFER_BIT, gl.NEAREST);
      gl.bindFramebuffer(gl.FRAMEBUFFER, null);
      whole();
    };
    this.timer = window.setTimeout(look, LOOK_MS);
  }

  stop(): void {
    clearTimeout(this.timer);
    if (!this.device.isLost) this.target.destroy();
  }
}
