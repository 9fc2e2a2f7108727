package io.weir.fix.dictionary;

import io.weir.fix.dictionary.DictionarySource.Field;
import io.weir.fix.dictionary.DictionarySource.Kind;
import io.weir.fix.dictionary.DictionarySource.Member;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads a dictionary file in QuickFIX's XML. */
final class DictionaryReader {
    private static final int LARGEST_TAG = 99_999;

    private final String file;
    private final XMLStreamReader xml;
    private final DictionarySource into;

    private DictionaryReader(String file, XMLStreamReader xml, DictionarySource into) {
        this.file = file;
        this.xml = xml;
        this.into = into;
    }

    /** Adds what a file says; nothing outside of the file is read, whatever it names. */
    static void read(String file, InputStream stream, DictionarySource into) throws DictionaryException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            XMLStreamReader xml = factory.createXMLStreamReader(stream);
            try {
                new DictionaryReader(file, xml, into).document();
            } finally {
                xml.close();
            }
        } catch (XMLStreamException notXml) {
            int line = notXml.getLocation() == null ? 0 : notXml.getLocation().getLineNumber();
            throw new DictionaryException(file, line, "not well-formed XML");
        }
    }

    private void document() throws XMLStreamException, DictionaryException {
        xml.nextTag();
        if (!xml.getLocalName().equals("fix")) {
            throw wrong("the element is " + xml.getLocalName() + ", expected fix");
        }
        while (xml.nextTag() == XMLStreamConstants.START_ELEMENT) {
            switch (xml.getLocalName()) {
                case "header" -> DictionarySource.merge(into.header, members());
                case "trailer" -> DictionarySource.merge(into.trailer, members());
                case "messages" -> messages();
                case "components" -> components();
                case "fields" -> fields();
                default ->
                    throw wrong("the element is " + xml.getLocalName()
                            + ", expected header, trailer, messages, components or fields");
            }
        }
    }

    private void messages() throws XMLStreamException, DictionaryException {
        while (xml.nextTag() == XMLStreamConstants.START_ELEMENT) {
            String msgType = attribute("msgtype");
            if (msgType.isEmpty() || msgType.length() > 4) {
                throw wrong("msgtype is " + msgType + ", expected 1 to 4 characters");
            }
            String name = attribute("name");
            into.addMessage(msgType, name, members());
        }
    }

    private void components() throws XMLStreamException, DictionaryException {
        while (xml.nextTag() == XMLStreamConstants.START_ELEMENT) {
            String name = attribute("name");
            into.addComponent(name, members());
        }
    }

    /** The members inside of the current element, up to its end. */
    private List<Member> members() throws XMLStreamException, DictionaryException {
        List<Member> members = new ArrayList<>();
        while (xml.nextTag() == XMLStreamConstants.START_ELEMENT) {
            Kind kind = switch (xml.getLocalName()) {
                case "field" -> Kind.FIELD;
                case "group" -> Kind.GROUP;
                case "component" -> Kind.COMPONENT;
                default -> throw wrong("the element is " + xml.getLocalName() + ", expected field, group or component");
            };
            String name = attribute("name");
            String required = xml.getAttributeValue(null, "required");
            int line = line();
            members.add(new Member(kind, name, "Y".equals(required), members(), file, line));
        }
        return members;
    }

    private void fields() throws XMLStreamException, DictionaryException {
        while (xml.nextTag() == XMLStreamConstants.START_ELEMENT) {
            String name = attribute("name");
            int tag = tag(attribute("number"));
            FieldType type = type(attribute("type"));
            boolean open = "true".equals(xml.getAttributeValue(null, "allowOtherValues"));
            List<String> values = values();
            into.fields.put(name, new Field(tag, name, type, open ? List.of() : values));
        }
    }

    private List<String> values() throws XMLStreamException, DictionaryException {
        List<String> values = new ArrayList<>();
        while (xml.nextTag() == XMLStreamConstants.START_ELEMENT) {
            values.add(attribute("enum"));
            xml.nextTag();
        }
        return values;
    }

    private int tag(String number) throws DictionaryException {
        int tag = number.matches("\\d{1,5}") ? Integer.parseInt(number) : 0;
        if (tag == 0) {
            throw wrong("number is " + number + ", expected a tag from 1 to " + LARGEST_TAG);
        }
        return tag;
    }

    private FieldType type(String name) throws DictionaryException {
        try {
            return FieldType.of(name);
        } catch (IllegalArgumentException unknown) {
            throw wrong("type is " + name + ", expected a data type of FIX 4.4");
        }
    }

    private String attribute(String name) throws DictionaryException {
        String value = xml.getAttributeValue(null, name);
        if (value == null) {
            throw wrong(xml.getLocalName() + " has no " + name);
        }
        return value;
    }

    private DictionaryException wrong(String message) {
        return new DictionaryException(file, line(), message);
    }

    private int line() {
        return xml.getLocation().getLineNumber();
    }
}
