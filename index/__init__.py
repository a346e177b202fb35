"""Articles in, passages out. Knows nothing of the bot, of Discord or of chat models."""

import os

# onnxruntime 1.32 would keep an id of this machine in ~/.cache/Microsoft, leave a file in the temporary folder and send
# events of its use to its maker. It looks for this when it is loaded, which is never before this package is.
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
