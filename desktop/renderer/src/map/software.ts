/** Whether this computer has a graphics card for the window, or its processor imitates one. */
let known: boolean | null = null;

export function drawsInSoftware(): boolean {
  if (known !== null) return known;
  const gl = document.createElement('canvas').getContext('webgl2');
  const info = gl?.getExtension('WEBGL_debug_renderer_info') ?? null;
  const name = gl === null || info === null ? '' : String(gl.getParameter(info.UNMASKED_RENDERER_WEBGL));
  known = gl === null || /swiftshader|llvmpipe|softpipe|software|basic render/i.test(name);
  gl?.getExtension('WEBGL_lose_context')?.loseContext();
  return known;
}
