"""Lets FluxLoop test a Python function: python3 fluxloop_agent.py package.module:function

It speaks the agent protocol of FluxLoop (docs/agent-protocol.md) on the standard streams, and needs
Python 3.8 or newer and nothing else. The function is called once for each turn:

    def run(input):
        return "You said: " + input.text

`input` has text, session, turn, messages, context and state, a dict that is kept from turn to turn of
one conversation. The function may be `async`, or a generator that yields the pieces of its answer. It
returns a text, or a dict with "text" and any of "tool_calls", "metadata", "usage" and "state".
"""

import asyncio
import difflib
import importlib
import inspect
import json
import os
import queue
import sys
import threading


class Input:
    """What the function is called with."""

    __slots__ = ("text", "session", "turn", "messages", "context", "state")

    def __init__(self, text, session, turn, messages, context, state):
        self.text = text
        self.session = session
        self.turn = turn
        self.messages = messages
        self.context = context
        self.state = state

    def __getitem__(self, name):
        return getattr(self, name)

    def get(self, name, default=None):
        return getattr(self, name, default)


class Output:
    """The pipe to FluxLoop. Whatever else is printed goes to standard error."""

    def __init__(self):
        # What the function prints, and what libraries in C print, must not get between the messages.
        self._pipe = os.fdopen(os.dup(1), "w", encoding="utf-8", newline="\n")
        os.dup2(2, 1)
        sys.stdout = sys.stderr
        self._lock = threading.Lock()

    def send(self, message):
        line = json.dumps(message, ensure_ascii=False, allow_nan=False)
        with self._lock:
            self._pipe.write(line + "\n")
            self._pipe.flush()


class Conversation(threading.Thread):
    """One session in a thread of its own: its turns follow each other, and it keeps nobody else waiting."""

    def __init__(self, session, function, output):
        super().__init__(daemon=True)
        self._session = session
        self._function = function
        self._output = output
        self._inputs = queue.Queue()
        self._messages = []
        self._state = {}
        self._loop = None

    def put(self, message):
        self._inputs.put(message)

    def run(self):
        while True:
            message = self._inputs.get()
            if message is None:
                break
            self._answer(message)
        if self._loop is not None:
            self._loop.close()

    def _answer(self, message):
        turn = message.get("turn", 0)
        try:
            answer = self._call(message, turn)
            self._messages.append({"role": "user", "text": message["text"]})
            self._messages.append({"role": "agent", "text": answer["text"]})
            self._send("final", turn, answer)
        except Exception as error:  # whatever a user's function may raise
            self._fail(turn, error)

    def _call(self, message, turn):
        given = Input(
            text=message["text"],
            session=self._session,
            turn=turn,
            messages=list(self._messages),
            context=message.get("context", {}),
            state=self._state,
        )
        result = self._function(given)
        if inspect.isawaitable(result):
            result = self._run(result)
        if inspect.isasyncgen(result):
            result = self._run(self._collect(result, turn))
        elif inspect.isgenerator(result):
            result = self._join(result, turn)
        if isinstance(result, str):
            return {"text": result}
        if isinstance(result, dict) and isinstance(result.get("text"), str):
            known = ("text", "tool_calls", "metadata", "usage", "state")
            return {name: result[name] for name in known if result.get(name) is not None}
        raise TypeError(
            'the function gave back neither a text nor a dict with "text", but ' + type(result).__name__
        )

    def _run(self, awaitable):
        if self._loop is None:
            self._loop = asyncio.new_event_loop()
        return self._loop.run_until_complete(awaitable)

    async def _collect(self, pieces, turn):
        text = ""
        async for piece in pieces:
            text += self._piece(piece, turn)
        return text

    def _join(self, pieces, turn):
        text = ""
        while True:
            try:
                text += self._piece(next(pieces), turn)
            except StopIteration as end:
                # What a generator returns stands beside the text.
                return {"text": text, **end.value} if isinstance(end.value, dict) else text

    def _piece(self, piece, turn):
        if not isinstance(piece, str):
            raise TypeError("the function yielded something that is no text: " + type(piece).__name__)
        self._send("delta", turn, {"text": piece})
        return piece

    def _fail(self, turn, error):
        message = {"message": type(error).__name__ + ": " + str(error)}
        seconds = retry_after(error)
        if seconds is not None:
            message["retry_after"] = seconds
        self._send("error", turn, message)

    def _send(self, kind, turn, content):
        self._output.send({"type": kind, "session": self._session, "turn": turn, **content})


def retry_after(error):
    """The seconds that an error asks to wait; None for an error that does not."""
    seconds = getattr(error, "retry_after", None)
    return seconds if isinstance(seconds, (int, float)) and not isinstance(seconds, bool) else None


def load(target):
    """The function that "package.module:function" names."""
    module_name, _, function_name = target.partition(":")
    # As if the program had been started in the project.
    sys.path.insert(0, os.getcwd())
    module = importlib.import_module(module_name)
    function = getattr(module, function_name, None)
    if not callable(function):
        raise SystemExit(
            "%s has no function %s%s" % (module_name, function_name, meant(module, function_name))
        )
    return function


def meant(module, name):
    """The function of a module that somebody probably meant, as the end of a sentence."""
    public = [one for one in dir(module) if one[0] != "_" and callable(getattr(module, one, None))]
    return "".join("; did you mean %s?" % one for one in difflib.get_close_matches(name, public, 1))


def main():
    output = Output()
    # The folder of this program is nothing to import from.
    del sys.path[0]
    function = load(sys.argv[1])
    output.send({"type": "ready"})
    conversations = {}
    for line in sys.stdin:
        message = json.loads(line)
        session = message.get("session")
        if message.get("type") == "input":
            conversation = conversations.get(session)
            if conversation is None:
                conversation = conversations[session] = Conversation(session, function, output)
                conversation.start()
            conversation.put(message)
        elif message.get("type") == "end":
            conversation = conversations.pop(session, None)
            if conversation is not None:
                conversation.put(None)


if __name__ == "__main__":
    main()
