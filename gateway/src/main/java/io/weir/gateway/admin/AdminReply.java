package io.weir.gateway.admin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a command came to: {@code {"ok":true,"text":"...","rows":[{"session":"WEIR->OMS1",...}]}}, one line.
 *
 * @param ok whether it was carried out
 * @param text for a person
 * @param rows what a question found, by column; empty for a command
 */
public record AdminReply(boolean ok, String text, List<Map<String, String>> rows) {
    /** Carried out. */
    static AdminReply done(String text) {
        return new AdminReply(true, text, List.of());
    }

    /** Not carried out. */
    static AdminReply refused(String text) {
        return new AdminReply(false, text, List.of());
    }

    /** Its line, without the end of line. */
    public String json() {
        ObjectNode node = Json.MAPPER.createObjectNode();
        node.put("ok", ok).put("text", text);
        ArrayNode list = node.putArray("rows");
        for (Map<String, String> row : rows) {
            ObjectNode entry = list.addObject();
            row.forEach(entry::put);
        }
        return Json.MAPPER.writeValueAsString(node);
    }

    /**
     * Reads a line.
     *
     * @throws IllegalArgumentException where it is none
     */
    static AdminReply of(String line) {
        try {
            JsonNode node = Json.MAPPER.readTree(line);
            List<Map<String, String>> rows = new ArrayList<>();
            for (JsonNode row : node.path("rows")) {
                Map<String, String> columns = new LinkedHashMap<>();
                row.properties()
                        .forEach(column ->
                                columns.put(column.getKey(), column.getValue().stringValue()));
                rows.add(columns);
            }
            return new AdminReply(
                    node.path("ok").asBoolean(false), node.path("text").asString(""), rows);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("the gateway's answer cannot be read: " + line, e);
        }
    }
}
