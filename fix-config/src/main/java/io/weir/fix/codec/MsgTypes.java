package io.weir.fix.codec;

/** Message types of FIX 4.4, packed as {@link FixMessage#msgType()} gives them. */
public final class MsgTypes {
    public static final int HEARTBEAT = '0';
    public static final int TEST_REQUEST = '1';
    public static final int RESEND_REQUEST = '2';
    public static final int REJECT = '3';
    public static final int SEQUENCE_RESET = '4';
    public static final int LOGOUT = '5';
    public static final int EXECUTION_REPORT = '8';
    public static final int ORDER_CANCEL_REJECT = '9';
    public static final int LOGON = 'A';
    public static final int NEW_ORDER_SINGLE = 'D';
    public static final int ORDER_CANCEL_REQUEST = 'F';
    public static final int ORDER_CANCEL_REPLACE_REQUEST = 'G';
    public static final int ORDER_STATUS_REQUEST = 'H';
    public static final int ORDER_MASS_CANCEL_REQUEST = 'q';
    public static final int ORDER_MASS_CANCEL_REPORT = 'r';
    public static final int ORDER_MASS_STATUS_REQUEST = 'A' << 8 | 'F';
    public static final int NEW_ORDER_LIST = 'E';
    public static final int DONT_KNOW_TRADE = 'Q';
    public static final int MARKET_DATA_REQUEST = 'V';
    public static final int MARKET_DATA_SNAPSHOT = 'W';
    public static final int MARKET_DATA_INCREMENTAL_REFRESH = 'X';
    public static final int MARKET_DATA_REQUEST_REJECT = 'Y';
    public static final int BUSINESS_MESSAGE_REJECT = 'j';
    public static final int SECURITY_DEFINITION = 'd';
    public static final int USER_REQUEST = 'B' << 8 | 'E';

    private MsgTypes() {}

    /** The bytes of a packed type. */
    public static byte[] bytes(int msgType) {
        int length = msgType >>> 24 != 0 ? 4 : msgType >>> 16 != 0 ? 3 : msgType >>> 8 != 0 ? 2 : 1;
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (msgType >>> (8 * (length - 1 - i)));
        }
        return bytes;
    }

    /** The text of a packed type. */
    public static String text(int msgType) {
        return msgType == 0 ? "?" : Ascii.text(bytes(msgType), 0, bytes(msgType).length);
    }

    /** Whether a type belongs to the session layer: Heartbeat to Logout, Logon. */
    public static boolean isAdmin(int msgType) {
        return (msgType >= HEARTBEAT && msgType <= LOGOUT) || msgType == LOGON;
    }
}
