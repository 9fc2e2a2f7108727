package io.weir.conformance.stage;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import quickfix.Group;
import quickfix.Message;

/** A message that is being written. */
public final class Draft {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HH:mm:ss.SSS");

    private final Engine engine;
    private final Message message = new Message();

    /** A message of a type that an engine will send. */
    public Draft(Engine engine, String type) {
        this.engine = engine;
        message.getHeader().setString(35, type);
    }

    /** Sets a field. */
    public Draft with(int tag, Object value) {
        message.setString(tag, String.valueOf(value));
        return this;
    }

    /** Sets a field of the header. */
    public Draft header(int tag, Object value) {
        message.getHeader().setString(tag, String.valueOf(value));
        return this;
    }

    /** Takes a field out. */
    public Draft without(int tag) {
        message.removeField(tag);
        return this;
    }

    /** Adds an algo's parameter (957-960). */
    public Draft parameter(String name, int type, Object value) {
        Group group = new Group(957, 958, new int[] {958, 959, 960});
        group.setString(958, name);
        group.setInt(959, type);
        group.setString(960, String.valueOf(value));
        message.addGroup(group);
        return this;
    }

    /** Adds an entry of a market data snapshot (35=W). */
    public Draft entry(String type, String price, long size) {
        Group group = new Group(268, 269, new int[] {269, 270, 271});
        group.setString(269, type);
        group.setString(270, price);
        group.setString(271, String.valueOf(size));
        message.addGroup(group);
        return this;
    }

    /** Adds an entry of a market data update (35=X). */
    public Draft change(String action, String type, String symbol, String price, long size) {
        Group group = new Group(268, 279, new int[] {279, 269, 55, 270, 271});
        group.setString(279, action);
        group.setString(269, type);
        group.setString(55, symbol);
        group.setString(270, price);
        group.setString(271, String.valueOf(size));
        message.addGroup(group);
        return this;
    }

    /** Sets a field to the time, some seconds from now. */
    public Draft at(int tag, double secondsFromNow) {
        return with(tag, time(secondsFromNow));
    }

    /** The message. */
    public Message message() {
        return message;
    }

    /** Sends it. */
    public void send() {
        engine.send(message);
    }

    static String time(double secondsFromNow) {
        return TIME.format(LocalDateTime.now(ZoneOffset.UTC).plusNanos((long) (secondsFromNow * 1e9)));
    }
}
