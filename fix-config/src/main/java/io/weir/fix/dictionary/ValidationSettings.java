package io.weir.fix.dictionary;

/**
 * Which checks of the dictionary a session makes, under QuickFIX's names.
 *
 * @param useDataDictionary UseDataDictionary: check against a dictionary at all
 * @param validateIncomingMessage ValidateIncomingMessage: check received messages
 * @param validateFieldsOutOfOrder ValidateFieldsOutOfOrder: header, body, trailer in this order
 * @param validateUnorderedGroupFields ValidateUnorderedGroupFields: members of a group in the dictionary's order
 * @param validateFieldsHaveValues ValidateFieldsHaveValues: no empty values
 * @param validateUserDefinedFields ValidateUserDefinedFields: tags from 5000 must be in the dictionary
 * @param allowUnknownMsgFields AllowUnknownMsgFields: tags that the dictionary or the message type lacks pass
 * @param validateChecksum ValidateChecksum: CheckSum must be right
 * @param rejectInvalidMessage RejectInvalidMessage: answer a violation with a Reject; else it is only reported
 */
public record ValidationSettings(
        boolean useDataDictionary,
        boolean validateIncomingMessage,
        boolean validateFieldsOutOfOrder,
        boolean validateUnorderedGroupFields,
        boolean validateFieldsHaveValues,
        boolean validateUserDefinedFields,
        boolean allowUnknownMsgFields,
        boolean validateChecksum,
        boolean rejectInvalidMessage) {
    /** QuickFIX/J's defaults. */
    public static final ValidationSettings DEFAULT =
            new ValidationSettings(true, true, true, true, true, true, false, true, true);
}
