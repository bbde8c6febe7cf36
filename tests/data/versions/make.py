#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Makes the files of one version with the programs of a build: make.py BUILD FOLDER. See README.md."""
import http.client
import http.server
import json
import pathlib
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading

BUILD, TARGET = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
WORK = pathlib.Path(tempfile.mkdtemp())
CLI, SERVER = BUILD / "client/kruzhok-cli", BUILD / "server-stub/kruzhok-server"
HUB = WORK / "hub"
EXPECTED = {}


def run(program, data, *words, allowed=(0, 5)):
    done = subprocess.run([program, *words, "--data", data, "--json"], capture_output=True, text=True)
    if done.returncode not in allowed:
        sys.exit(f"{words}: exit {done.returncode}: {done.stderr}")
    return [json.loads(line) for line in done.stdout.splitlines()]


class Relay(http.server.BaseHTTPRequestHandler):
    """Stands between a site and the hub and remembers the last exchange."""

    hub_port, last = 0, {}

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        hub = http.client.HTTPConnection("127.0.0.1", self.hub_port)
        wanted = {name: self.headers[name] for name in ("Authorization", "Content-Type") if name in self.headers}
        hub.request("POST", self.path, body, wanted)
        answer = hub.getresponse()
        bytes_ = answer.read()
        if self.path == "/v1/sync":
            Relay.last = {"request": body, "answer": bytes_, "token": wanted["Authorization"]}
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.getheader("Content-Type"))
        self.send_header("Content-Length", str(len(bytes_)))
        self.end_headers()
        self.wfile.write(bytes_)

    def log_message(self, *_):
        pass


class Site:
    def __init__(self, name, role, organisation=None):
        self.data = WORK / name
        words = ["--org", organisation] if organisation else []
        code = run(SERVER, HUB, "code", "--role", role, *words)[0]["code"]
        run(CLI, self.data, "join", "--server", URL, "--code", code, "--device", name, "--user", name)

    def put(self, entity, *fields, row=None):
        words = ["--id", row] if row else []
        return run(CLI, self.data, "put", entity, *words, *fields)[0]["id"]

    def sync(self):
        run(CLI, self.data, "sync")

    def database(self):
        return self.data / "kruzhok.db"

    def keep(self, name):
        """The file, and what the program of its version says of it."""
        keep(self.database(), f"{name}.db")
        digests = {one["stream"]: one["digest"] for one in run(CLI, self.data, "digest")}
        status = run(CLI, self.data, "status")[0]
        EXPECTED[name] = {"digests": digests, "counts": {entity: run(CLI, self.data, "count", entity)[0]["count"]
                                                         for entity in ("child", "programme", "enrolment")}}
        EXPECTED[name] |= {key: status[key] for key in ("pending", "disputes", "refused", "site")}


def keep(file, name):
    (TARGET / name).unlink(missing_ok=True)
    connection = sqlite3.connect(file)
    connection.execute("VACUUM INTO ?", (str(TARGET / name),))
    connection.close()


def disagree(school, coordinator, entity, row, mine, theirs):
    """Two changes of one field that have not seen each other: the coordinator's is official."""
    school.put(entity, mine, row=row)
    coordinator.put(entity, theirs, row=row)
    coordinator.sync()
    school.sync()
    coordinator.sync()


def overstep(school, other):
    """A change that no honest program of a school makes: the hub refuses it."""
    def become(role):
        with sqlite3.connect(school.database()) as connection:
            connection.execute("UPDATE setting SET value=? WHERE key='role'", (role.encode(),))
        connection.close()

    become("coordinator")
    school.put("programme", "title=Не наша программа", row=other)
    become("school")
    school.sync()


def fill(school):
    programme = school.put("programme", "title=Шахматы для начинающих", "direction=fizkulturno-sportivnoe", "level=initial,basic", "state=published", "hours=72",
                           "age_min=7", "age_max=12")
    group = school.put("group", "name=1А", f"programme={programme}", "capacity=15")
    children = [school.put("child", f"last_name={name}", "first_name=Саша", "class=3Б", "birth_date=2015-04-12",
                           "consent=true", "parent_phone=8 900 000-00-10")
                for name in ("Ёлкин", "Щукина", "Объедков", "Кузнецов-Подъячев", "Вымышленный")]
    for child in children:
        school.put("enrolment", f"child={child}", f"group={group}", "state=enrolled", "start_date=2024-09-01")
    return programme, group, children


def main():
    global URL
    TARGET.mkdir(parents=True, exist_ok=True)
    run(SERVER, HUB, "init", "--district", "Вымышленный район")
    schools = [run(SERVER, HUB, "org", "add", "--name", f"Школа № {n}", "--kind", "school")[0]["id"] for n in (1, 2)]
    hub = subprocess.Popen([SERVER, "run", "--data", HUB, "--listen", "127.0.0.1:0"],
                           stdout=subprocess.PIPE, text=True)
    try:
        Relay.hub_port = int(hub.stdout.readline().rsplit(":", 1)[1])
        relay = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Relay)
        threading.Thread(target=relay.serve_forever, daemon=True).start()
        URL = f"http://127.0.0.1:{relay.server_port}"
        school = Site("Ольга", "school", schools[0])
        other = Site("Павел", "school", schools[1])
        coordinator = Site("Вера", "coordinator")
        programme, group, children = fill(school)
        foreign = other.put("programme", "title=Робототехника", "direction=tekhnicheskoe")
        for site in (school, other, coordinator, school):
            site.sync()
        disagree(school, coordinator, "child", children[0], "phone=8 900 000-00-01", "phone=8 900 000-00-02")
        disagree(school, coordinator, "group", group, "capacity=12", "capacity=10")
        overstep(school, foreign)
        run(CLI, school.data, "delete", "child", children[4])
        school.sync()
        coordinator.sync()
        # What is not sent when the files are taken: edits, a new row, a deletion.
        school.put("child", "class=4Б", row=children[1])
        school.put("child", "last_name=Новенькая", "first_name=Яна")
        run(CLI, school.data, "delete", "child", children[3])
        coordinator.put("programme", "hours=144", row=programme)
        coordinator.sync()
        coordinator.put("child", "address=ул. Лесная, д. 7", row=children[2])
        school.keep("site")
        coordinator.keep("coordinator")
        keep(HUB / "hub.db", "hub.db")
        school.sync()
        (TARGET / "request.krz").write_bytes(Relay.last["request"])
        EXPECTED["token"] = Relay.last["token"].removeprefix("Bearer ")
        (TARGET / "expected.json").write_text(json.dumps(EXPECTED, indent=2, ensure_ascii=False) + "\n")
        (TARGET / "answer.krz").write_bytes(Relay.last["answer"])
        coordinator.sync()
    finally:
        hub.terminate()
        hub.wait()
        shutil.rmtree(WORK)


main()
