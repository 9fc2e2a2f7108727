package io.weir.gateway.admin;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A command as it comes through the door: {@code {"command":"kill","reason":"...","arguments":[]}}, one line.
 *
 * @param command what is to be done
 * @param reason why; may be empty where the command asks for none
 * @param arguments to what
 */
public record AdminRequest(String command, String reason, List<String> arguments) {
    /** Copies the arguments. */
    public AdminRequest {
        arguments = List.copyOf(arguments);
    }

    /** Its line, without the end of line. */
    String json() {
        ObjectNode node = Json.MAPPER.createObjectNode();
        node.put("command", command).put("reason", reason);
        ArrayNode list = node.putArray("arguments");
        arguments.forEach(list::add);
        return Json.MAPPER.writeValueAsString(node);
    }

    /**
     * Reads a line.
     *
     * @throws IllegalArgumentException saying what was expected
     */
    static AdminRequest of(String line) {
        JsonNode node;
        try {
            node = Json.MAPPER.readTree(line);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("expected a line of JSON: " + e.getOriginalMessage(), e);
        }
        if (!node.isObject()) {
            throw new IllegalArgumentException("expected a JSON object");
        }
        for (String name : node.propertyNames()) {
            if (!List.of("command", "reason", "arguments").contains(name)) {
                throw new IllegalArgumentException("unknown property " + name);
            }
        }
        List<String> arguments = new ArrayList<>();
        for (JsonNode each : node.path("arguments")) {
            arguments.add(text(each, "arguments"));
        }
        String command = text(node.path("command"), "command");
        return new AdminRequest(command, node.has("reason") ? text(node.path("reason"), "reason") : "", arguments);
    }

    private static String text(JsonNode node, String name) {
        if (!node.isString()) {
            throw new IllegalArgumentException("expected text for " + name);
        }
        return node.stringValue();
    }
}
