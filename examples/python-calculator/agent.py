"""A calculator that one can talk to, with nothing but Python's standard library."""

import ast
import math
import operator
import re

OPERATORS = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
    ast.Mod: operator.mod,
    ast.USub: operator.neg,
}
FUNCTIONS = {"sqrt": math.sqrt}
LARGEST_EXPONENT = 100

# Longer phrases first: "divided by" before "by".
WORDS = [
    (r"\b(?:divided by|over)\b", "/"),
    (r"\b(?:multiplied by|times)\b", "*"),
    (r"\bplus\b", "+"),
    (r"\b(?:minus|less)\b", "-"),
    (r"\bto the power of\b", "**"),
    (r"\bsquared\b", "**2"),
    (r"\b(?:the )?square root of\s+([\d.]+|last)", r"sqrt(\1)"),
    (r"([\d.]+)\s*(?:%|percent) of\b", r"\1/100*"),
    (r"\b(?:that|it|the result)\b", "last"),
]


def run(input):
    expression = to_expression(input.text)
    if expression is None:
        return {"text": "I can only calculate. Ask me for 12 times 7.", "state": input.state}
    try:
        result = evaluate(ast.parse(expression, mode="eval").body, input.state)
    except ZeroDivisionError:
        return answer(input, "Nothing can be divided by zero.", expression, None)
    except KeyError:
        return answer(input, "There is no result yet that I could go on with.", expression, None)
    except (SyntaxError, ValueError, TypeError, OverflowError):
        return answer(input, "That is no calculation that I understand.", expression, None)
    input.state["last"] = result
    return answer(input, "That is %s." % readable(result), expression, result)


def answer(input, text, expression, result):
    call = {"name": "evaluate", "arguments": {"expression": expression}, "result": result}
    return {"text": text, "tool_calls": [call], "state": input.state}


def to_expression(text):
    """The calculation in a sentence, as Python writes it; None when there is none."""
    text = text.lower().rstrip("?.! ")
    for pattern, symbol in WORDS:
        text = re.sub(pattern, symbol, text)
    found = re.search(r"(?:sqrt\(|[-(\d]|\blast\b)[\d\s.+\-*/%()a-z]*", text)
    if found is None:
        return None
    expression = re.sub(r"\b(?!sqrt\b|last\b)[a-z]+\b", " ", found.group()).strip()
    return expression if re.search(r"\d|last", expression) else None


def evaluate(node, state):
    """Only numbers and the operators above: nothing that a customer types is run as a program."""
    if isinstance(node, ast.Constant) and isinstance(node.value, (int, float)):
        return node.value
    if isinstance(node, ast.Name) and node.id == "last":
        return state["last"]
    if isinstance(node, ast.UnaryOp):
        return OPERATORS[type(node.op)](evaluate(node.operand, state))
    if isinstance(node, ast.BinOp):
        left, right = evaluate(node.left, state), evaluate(node.right, state)
        if isinstance(node.op, ast.Pow) and abs(right) > LARGEST_EXPONENT:
            raise ValueError("too large")
        return OPERATORS[type(node.op)](left, right)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        return FUNCTIONS[node.func.id](*[evaluate(one, state) for one in node.args])
    raise ValueError(ast.dump(node))


def readable(number):
    rounded = round(number, 6)
    return str(int(rounded)) if rounded == int(rounded) else str(rounded)
