"""A headless Chromium, driven over the WebDriver protocol with nothing but the standard library."""

import base64
import json
import pathlib
import shutil
import subprocess
import urllib.request

FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run", "--disable-sync",
         "--disable-dev-shm-usage", "--hide-scrollbars", "--force-color-profile=srgb"]


def installed():
    return bool(shutil.which("chromium") and shutil.which("chromedriver"))


class Browser:
    """Use it in a `with`: the browser ends with it."""

    def __enter__(self):
        self._driver = subprocess.Popen([shutil.which("chromedriver"), "--port=0"], stdout=subprocess.PIPE, text=True)
        for line in self._driver.stdout:
            if "started successfully on port" in line:
                self._address = "http://127.0.0.1:" + line.rstrip().rstrip(".").split()[-1]
                break
        options = {"binary": shutil.which("chromium"), "args": FLAGS}
        logs = {"browser": "ALL", "performance": "ALL"}
        wanted = {"capabilities": {"alwaysMatch": {"browserName": "chrome", "goog:chromeOptions": options, "goog:loggingPrefs": logs}}}
        self._session = ""
        self._session = "/session/" + self._post("/session", wanted)["sessionId"]
        return self

    def __exit__(self, *_):
        if self._session:
            self._request("DELETE", self._session)
        self._driver.terminate()
        self._driver.wait()

    def open(self, page: pathlib.Path):
        self._post(self._session + "/url", {"url": page.resolve().as_uri()})

    def run(self, script):
        """The value of a script, which may be a promise."""
        waiting = "const done = arguments[0]; (async () => { " + script + " })().then(done, problem => done('failed: ' + problem));"
        return self._post(self._session + "/execute/async", {"script": waiting, "args": []})

    def console(self):
        """Messages since the last call, of warnings and errors."""
        messages = self._post(self._session + "/se/log", {"type": "browser"})
        return [m["message"] for m in messages if m["level"] in ("SEVERE", "WARNING")]

    def requests(self):
        """Addresses that the page asked for since the last call."""
        events = [json.loads(e["message"])["message"] for e in self._post(self._session + "/se/log", {"type": "performance"})]
        return [e["params"]["request"]["url"] for e in events if e["method"] == "Network.requestWillBeSent"]

    def show_as(self, media, theme):
        features = [{"name": "prefers-color-scheme", "value": theme}]
        self._command("Emulation.setEmulatedMedia", {"media": media, "features": features})

    def size(self, width, height):
        self._command("Emulation.setDeviceMetricsOverride", {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False})

    def screenshot(self, file: pathlib.Path):
        """The whole page, also what is below the window."""
        shot = self._command("Page.captureScreenshot", {"format": "png", "captureBeyondViewport": True, "optimizeForSpeed": True})
        file.write_bytes(base64.b64decode(shot["data"]))

    def _command(self, name, params):
        return self._post(self._session + "/goog/cdp/execute", {"cmd": name, "params": params})

    def _post(self, path, body):
        return self._request("POST", path, body)

    def _request(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self._address + path, data, {"Content-Type": "application/json"}, method=method)
        with urllib.request.urlopen(request, timeout=180) as answer:
            return json.load(answer)["value"]
