package io.weir.fix.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.fix.dictionary.ValidationSettings;
import io.weir.fix.order.TimeInForce;
import io.weir.fix.settings.KeyReport.Fate;
import io.weir.fix.settings.SessionSettings.CompIds;
import io.weir.fix.settings.SessionSettings.Connection;
import io.weir.fix.settings.SessionSettings.Credentials;
import io.weir.fix.settings.SessionSettings.Protocol;
import io.weir.fix.settings.SessionSettings.Resending;
import io.weir.fix.settings.SessionSettings.Resets;
import io.weir.fix.settings.SessionSettings.Timing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionsFileTest {
    private static final String MINIMAL = """
        [SESSION]
        BeginString=FIX.4.4
        ConnectionType=acceptor
        SenderCompID=US
        TargetCompID=THEM
        SocketAcceptPort=9880
        NonStopSession=Y
        """;

    @TempDir
    Path directory;

    private SessionsFile parse(String text) throws SettingsException {
        return SessionsFile.parse("sessions.cfg", text, directory);
    }

    private List<String> errors(String text) {
        try {
            parse(text);
            return List.of();
        } catch (SettingsException wrong) {
            return wrong.errors().stream().map(SettingsError::toString).toList();
        }
    }

    @Test
    void whatIsNotSaidHasTheDefaultOfQuickFix() throws SettingsException {
        assertThat(parse(MINIMAL).sessions())
                .containsExactly(new SessionSettings(
                        new CompIds("US", "", "", "THEM", "", ""),
                        new Connection(
                                false,
                                List.of(new Endpoint("", 9880)),
                                List.of(30),
                                true,
                                0,
                                null,
                                List.of(),
                                1 << 20,
                                16 << 20),
                        new Timing(30, 0.5, 1.4, 10, 2, true, 120, TimeStampPrecision.MILLIS),
                        new Resets(false, false, false, false),
                        new Resending(0, false, false, false, false, true, false),
                        new Protocol(
                                Profile.QUICKFIX, true, true, false, false, false, false, false, true, false, Map.of()),
                        SessionSchedule.always(),
                        new ValidationSettings(true, true, true, true, true, true, false, true, true),
                        null,
                        new Credentials("", Secret.NONE, List.of(), null),
                        null,
                        CancelOnDisconnect.NEVER));
    }

    @Test
    void aSessionTakesTheDefaultsThatItDoesNotSayItself() throws SettingsException {
        List<SessionSettings> sessions = parse("""
            # both
            [DEFAULT]
            BeginString=FIX.4.4
            SenderCompID = US
            HeartBtInt=20
            ConnectionType=initiator
            SocketConnectHost=a.example
            SocketConnectPort=1
            StartTime=08:00:00
            EndTime=17:00:00

            [session]
            TargetCompID=ONE
            TargetSubID=DESK
            [SESSION]
            TargetCompID=TWO
            HeartBtInt=5
            SocketConnectHost1=b.example
            SocketConnectPort1=2
            ReconnectInterval=1;3x5;30
            LogonTag=9001=abc
            LogonTag1=58=a=b
            """).sessions();

        assertThat(sessions)
                .extracting(each -> each.ids().toString())
                .containsExactly("FIX.4.4:US->ONE/DESK", "FIX.4.4:US->TWO");
        assertThat(sessions).extracting(SessionSettings::heartBtIntSeconds).containsExactly(20, 5);
        Connection second = sessions.get(1).connection();
        assertThat(second.endpoints()).containsExactly(new Endpoint("a.example", 1), new Endpoint("b.example", 2));
        assertThat(second.reconnectIntervalSeconds()).containsExactly(1, 5, 5, 5, 30);
        assertThat(sessions.get(1).protocol().logonTags())
                .containsExactly(Map.entry(58, "a=b"), Map.entry(9001, "abc"));
    }

    @Test
    void eachKeyThatItHonoursHasItsEffect() throws Exception {
        Files.writeString(directory.resolve("user.xml"), "<fix/>");
        SessionSettings session = parse(MINIMAL + """
            SocketAcceptAddress=127.0.0.1
            SocketTcpNoDelay=N
            WeirMaxMessageBytes=4096
            WeirMaxOutboundBytes=100000
            TestRequestDelayMultiplier=1
            HeartBeatTimeoutMultiplier=2.5
            LogonTimeout=11
            LogoutTimeout=12
            CheckLatency=N
            MaxLatency=13
            TimeStampPrecision=NANOS
            ResetOnLogon=Y
            ResetOnLogout=Y
            ResetOnDisconnect=Y
            ResetOnError=Y
            DisconnectOnError=Y
            WeirTestSession=Y
            ResendRequestChunkSize=100
            SendRedundantResendRequests=Y
            ClosedResendInterval=Y
            EnableNextExpectedMsgSeqNum=Y
            EnableLastMsgSeqNumProcessed=Y
            PersistMessages=N
            ForceResendWhenCorruptedStore=Y
            WeirProfile=strict
            CheckCompID=N
            RequiresOrigSendingTime=N
            RejectGarbledMessage=Y
            RejectMessageOnUnhandledException=Y
            ValidateSequenceNumbers=N
            UseDataDictionary=N
            DataDictionary=user.xml
            ValidateIncomingMessage=N
            ValidateFieldsOutOfOrder=N
            ValidateUnorderedGroupFields=N
            ValidateFieldsHaveValues=N
            ValidateUserDefinedFields=N
            AllowUnknownMsgFields=Y
            ValidateChecksum=N
            RejectInvalidMessage=N
            Username=me
            Password=secret
            FileLogPath=log/fix
            """).sessions().get(0);

        assertThat(session.connection())
                .isEqualTo(new Connection(
                        false,
                        List.of(new Endpoint("127.0.0.1", 9880)),
                        List.of(30),
                        false,
                        0,
                        null,
                        List.of(),
                        4096,
                        100000));
        assertThat(session.timing()).isEqualTo(new Timing(30, 1, 2.5, 11, 12, false, 13, TimeStampPrecision.NANOS));
        assertThat(session.resets()).isEqualTo(new Resets(true, true, true, true));
        assertThat(session.resending()).isEqualTo(new Resending(100, true, true, true, true, false, true));
        assertThat(session.protocol())
                .isEqualTo(new Protocol(
                        Profile.STRICT, false, false, true, true, false, true, true, false, false, Map.of()));
        assertThat(session.validation())
                .isEqualTo(new ValidationSettings(false, false, false, false, false, false, true, false, false));
        assertThat(session.dataDictionary()).isEqualTo(directory.resolve("user.xml"));
        assertThat(session.credentials().username()).isEqualTo("me");
        assertThat(session.credentials().password().reveal()).isEqualTo("secret");
        assertThat(session.fileLogPath()).isEqualTo(directory.resolve("log/fix"));
    }

    @Test
    void quickFixsNameOfTheStandardDictionaryIsOurs() throws SettingsException {
        assertThat(parse(MINIMAL + "DataDictionary=FIX44.xml\n")
                        .sessions()
                        .get(0)
                        .dataDictionary())
                .isNull();
    }

    @Test
    void whatBecomesOfEachKey() {
        assertThatThrownBy(() -> parse("""
            [DEFAULT]
            FileStorePath=data
            JdbcDriver=x
            [SESSION]
            SenderCompID=US
            Sendercompid=US
            SocketUseSSL=Y
            Password=secret
            ProxyHost=p
            """))
                .isInstanceOf(SettingsException.class)
                .hasMessageNotContaining("secret");
        CfgFile cfg = CfgFile.parse("f", "[DEFAULT]\nPassword=secret\n", name -> null, new Problems());
        assertThat(SessionKeys.shown(
                        "Password", cfg.defaults().entries().get("Password").value()))
                .isEqualTo("***");
    }

    @Test
    void theReportOfAGoodFile() throws SettingsException {
        assertThat(
                        parse("[DEFAULT]\nFileStorePath=data\nSLF4JLogHeartbeats=N\n" + MINIMAL + "Password=secret\n")
                                .keys()
                                .stream()
                                .filter(key ->
                                        key.fate() != Fate.HONOURED || key.key().equals("Password"))
                                .map(KeyReport::toString))
                .containsExactly(
                        "sessions.cfg:2 [DEFAULT] FileStorePath=data: ignored, the journal keeps messages and numbers",
                        "sessions.cfg:3 [DEFAULT] SLF4JLogHeartbeats=N: ignored, there is no such store or log here",
                        "sessions.cfg:11 [FIX.4.4:US->THEM] Password=***: honoured");
    }

    @Test
    void cancelOnDisconnectIsOfClientsAndMayStandAmongTheDefaults() throws SettingsException {
        List<SessionSettings> sessions = parse("""
            [DEFAULT]
            BeginString=FIX.4.4
            SenderCompID=US
            WeirCancelOnDisconnect=30
            NonStopSession=Y
            [SESSION]
            ConnectionType=acceptor
            TargetCompID=OMS
            SocketAcceptPort=1
            WeirCancelOnLogout=Y
            [SESSION]
            ConnectionType=acceptor
            TargetCompID=OMS2
            SocketAcceptPort=1
            WeirCancelOnDisconnect=0
            WeirCancelOnDisconnectScope=ALL
            [SESSION]
            ConnectionType=initiator
            TargetCompID=BRK
            HeartBtInt=30
            SocketConnectHost=h
            SocketConnectPort=2
            """).sessions();
        assertThat(sessions)
                .extracting(SessionSettings::cancelOnDisconnect)
                .containsExactly(
                        new CancelOnDisconnect(30, true, false),
                        new CancelOnDisconnect(0, false, true),
                        CancelOnDisconnect.NEVER);
        assertThat(sessions.get(0).cancelOnDisconnect().covers(TimeInForce.DAY)).isTrue();
        assertThat(sessions.get(0).cancelOnDisconnect().covers(TimeInForce.GTC)).isFalse();
        assertThat(sessions.get(1).cancelOnDisconnect().covers(TimeInForce.GTC)).isTrue();
    }

    @Test
    void cancelOnDisconnectWhereItMeansNothingIsWrong() {
        assertThat(errors("""
            [DEFAULT]
            BeginString=FIX.4.4
            SenderCompID=US
            NonStopSession=Y
            [SESSION]
            ConnectionType=acceptor
            TargetCompID=OMS
            SocketAcceptPort=1
            WeirCancelOnLogout=Y
            [SESSION]
            ConnectionType=acceptor
            TargetCompID=OMS2
            SocketAcceptPort=1
            WeirCancelOnDisconnect=soon
            WeirCancelOnDisconnectScope=GTC
            [SESSION]
            ConnectionType=initiator
            TargetCompID=BRK
            HeartBtInt=30
            SocketConnectHost=h
            SocketConnectPort=2
            WeirCancelOnDisconnect=30
            """))
                .containsExactly(
                        "sessions.cfg:9: WeirCancelOnLogout = Y: expected WeirCancelOnDisconnect, in seconds, beside it",
                        "sessions.cfg:14: WeirCancelOnDisconnect = soon: expected a whole number from 0 to 604800",
                        "sessions.cfg:15: WeirCancelOnDisconnectScope = GTC: expected DAY or ALL",
                        "sessions.cfg:22: WeirCancelOnDisconnect = 30: expected an acceptor's session: its clients send orders");
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() {
        assertThat(errors("""
            stray=1
            [DEFAULT]
            BeginString=FIX.4.2
            HeartBtInt=often
            nonsense
            [OTHER]
            [SESSION]
            ConnectionType=initiator
            SenderCompID=US
            SocketConnectHost=h
            SocketConnectPort=99999
            SocketConnectHost3=h
            TimeZone=Mars/Olympus
            StartTime=8
            EndTime=17:00:00
            CheckLatency=yes
            ReconnectInterval=0
            SessionQualifier=Q
            HeartBtint=3
            Password=pass word
            DataDictionary=absent.xml
            """))
                .containsExactly(
                        "sessions.cfg:1: stray = 1: expected [DEFAULT] or [SESSION] above it",
                        "sessions.cfg:5: nonsense: expected Key=value, a [section] or a # comment",
                        "sessions.cfg:6: [OTHER]: expected [DEFAULT] or [SESSION]",
                        "sessions.cfg:3: BeginString = FIX.4.2: expected FIX.4.4",
                        "sessions.cfg:7: TargetCompID: expected their CompID",
                        "sessions.cfg:11: SocketConnectPort = 99999: expected a whole number from 1 to 65535",
                        "sessions.cfg:12: SocketConnectHost3 = h: expected numbers without a gap, from 1",
                        "sessions.cfg:17: ReconnectInterval = 0: expected seconds from 1, or several like 1;5;3x30",
                        "sessions.cfg:4: HeartBtInt = often: expected a whole number from 1 to 86400",
                        "sessions.cfg:16: CheckLatency = yes: expected Y or N",
                        "sessions.cfg:13: TimeZone = Mars/Olympus: expected a time zone like America/New_York",
                        "sessions.cfg:14: StartTime = 8: expected HH:MM:SS, with a time zone behind it if wanted",
                        "sessions.cfg:21: DataDictionary = absent.xml: expected a file that exists, here or beside"
                                + " sessions.cfg",
                        "sessions.cfg:18: SessionQualifier = Q: expected no such key: CompIDs name a session",
                        "sessions.cfg:19: HeartBtint = 3: expected a known key (did you mean HeartBtInt?)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "StartTime=08:00:00; EndTime: expected HH:MM:SS, with a time zone behind it if wanted, or"
                        + " NonStopSession=Y",
                "StartTime=08:00:00,EndTime=17:00:00,StartDay=Mon; EndDay: expected a day of the week in English",
                "StartTime=08:00:00,EndTime=17:00:00,StartDay=Mon,EndDay=Lundi;"
                        + " EndDay = Lundi: expected a day of the week in English",
                "StartTime=08:00:00,EndTime=17:00:00,Weekdays=Mon|X;"
                        + " 'Weekdays = Mon,X: expected days of the week in English, like Mon,Tue'",
                "StartTime=08:00:00 Nowhere,EndTime=17:00:00;"
                        + " StartTime = 08:00:00 Nowhere: expected a time zone like America/New_York"
            })
    void schedulesThatAreNone(String keys, String expected) {
        String text = MINIMAL.replace("NonStopSession=Y\n", "")
                + keys.replace(',', '\n').replace('|', ',') + "\n";
        assertThat(errors(text)).singleElement().asString().endsWith(expected);
    }

    @Test
    void twoSessionsWithTheSameNames() {
        assertThat(errors(MINIMAL + MINIMAL))
                .containsExactly("sessions.cfg:8: [SESSION] = FIX.4.4:US->THEM: expected CompIDs that occur once");
    }

    @Test
    void aMistakeInTheDefaultsIsToldOnce() {
        assertThat(errors("[DEFAULT]\nCheckLatency=x\n" + MINIMAL + MINIMAL.replace("THEM", "OTHERS")))
                .containsExactly("sessions.cfg:2: CheckLatency = x: expected Y or N");
    }

    @Test
    void noSessionAtAll() {
        assertThat(errors("[DEFAULT]\n")).containsExactly("sessions.cfg: [SESSION]: expected at least one");
    }

    @Test
    void aKeyMayBeHonouredForOneValueOnly() throws SettingsException {
        assertThat(
                        parse(MINIMAL + "ForceResendWhenCorruptedStore=N\nRejectMessageOnUnhandledException=Y\n")
                                .keys()
                                .stream()
                                .map(KeyReport::toString)
                                .skip(6))
                .containsExactly(
                        "sessions.cfg:8 [FIX.4.4:US->THEM] ForceResendWhenCorruptedStore=N: honoured",
                        "sessions.cfg:9 [FIX.4.4:US->THEM] RejectMessageOnUnhandledException=Y: ignored, an error of ours"
                                + " stops the gateway before it sends anything else");
        assertThat(errors(MINIMAL + "SocketLocalPort=9\n"))
                .containsExactly("sessions.cfg:8: SocketLocalPort = 9: expected no such key: the system picks the local"
                        + " port");
    }

    @Test
    void aTestSessionIsSaidByItsOwnKey() {
        assertThat(errors(MINIMAL + "LogonTag=464=Y\n"))
                .containsExactly(
                        "sessions.cfg:8: LogonTag = 464=Y: expected WeirTestSession=Y, which both sides keep to");
    }

    @Test
    void variablesComeFromTheSystem() throws SettingsException {
        System.setProperty("weir.test.them", "SHE");
        try {
            assertThat(parse(MINIMAL.replace("THEM", "${weir.test.them}-1"))
                            .sessions()
                            .get(0)
                            .targetCompId())
                    .isEqualTo("SHE-1");
        } finally {
            System.clearProperty("weir.test.them");
        }
        assertThat(errors(MINIMAL.replace("THEM", "x${weir.test.them}")))
                .containsExactly("sessions.cfg:5: TargetCompID = ${weir.test.them}: expected a system property or"
                        + " environment variable weir.test.them");
    }

    @Test
    void aSessionFromKeysAlone() throws SettingsException {
        SessionSettings session = SessionSettings.of(Map.of(
                "BeginString", "FIX.4.4",
                "ConnectionType", "initiator",
                "SenderCompID", "A",
                "TargetCompID", "B",
                "SocketConnectHost", "127.0.0.1",
                "SocketConnectPort", "1",
                "HeartBtInt", "2",
                "NonStopSession", "Y"));
        assertThat(session.initiator()).isTrue();
        assertThat(session.heartBtIntSeconds()).isEqualTo(2);
    }

    @Test
    void aFileThatIsNotThere() {
        assertThatThrownBy(() -> SessionsFile.load(directory.resolve("none.cfg")))
                .isInstanceOf(SettingsException.class)
                .hasMessageEndingWith("none.cfg: expected a sessions file that can be read");
    }

    @Test
    void whoMayLogOnWithAPasswordIsReadAndBothKeysGoTogether() throws SettingsException {
        String users = "WeirUsers=joe, ann\nWeirPasswordFile=secrets/passwords\n";
        SessionSettings session =
                parse("[DEFAULT]\n" + MINIMAL + users).sessions().get(0);

        assertThat(session.credentials().users()).containsExactly("joe", "ann");
        assertThat(session.credentials().passwordFile())
                .isNotNull()
                .satisfies(path -> assertThat(path.toString()).endsWith("secrets/passwords"));
        assertThat(errors("[DEFAULT]\n" + MINIMAL + "WeirUsers=joe\n"))
                .containsExactly("sessions.cfg:2: WeirPasswordFile: expected the file of the passwords of WeirUsers"
                        + " (./weir password writes it)");
        assertThat(errors("[DEFAULT]\n" + MINIMAL + "WeirPasswordFile=passwords\n"))
                .containsExactly("sessions.cfg:2: WeirUsers: expected the users that may log on with a password, as"
                        + " there is a WeirPasswordFile");
    }

    @Test
    void noErrorAndNoReportShowsASecret() {
        String text = """
                Password topsecret
                Password=topsecret
                [SESSION]
                Pasword=topsecret
                MyPassword=topsecret
                ProxyPassword=topsecret
                LogonTag=554=topsecret
                LogonTag1=96:topsecret
                """;

        assertThat(errors(text)).isNotEmpty().noneMatch(error -> error.contains("topsecret"));
    }

    @Test
    void aTextThatOthersKeepHasStarsForSecretsAndIsElseTheSame() {
        String text = """
                [DEFAULT]
                Username=joe
                Password=topsecret
                  SocketKeyStorePassword = topsecret \r
                WeirPasswordFile=passwords
                LogonTag=554=topsecret
                LogonTag1 = 96=topsecret
                LogonTag2=6001=desk
                Password=
                """;

        assertThat(SessionsFile.masked(text)).isEqualTo("""
                [DEFAULT]
                Username=joe
                Password=***
                  SocketKeyStorePassword = ***\r
                WeirPasswordFile=passwords
                LogonTag=554=***
                LogonTag1 = 96=***
                LogonTag2=6001=desk
                Password=
                """);
    }
}
