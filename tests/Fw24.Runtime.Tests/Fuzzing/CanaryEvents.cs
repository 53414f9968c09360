using System.Globalization;
using System.Text;
using Fw24.Runtime.Tests.Harness.Flow;

namespace Fw24.Runtime.Tests.Fuzzing;

/// <summary>Random stream events of an app with secrets in every position of every type, including invalid events.</summary>
/// <param name="app">The app.</param>
/// <param name="random">The source of all choices.</param>
internal sealed class CanaryEvents(CanaryApp app, Random random)
{
    /// <summary>The secrets that no output may contain: as a text, as a number, and in base64.</summary>
    public static readonly string[] Canaries = ["cAnArY", "771934085", Convert.ToBase64String("CaNaRy"u8)];

    private int _number;
    private string _key = "";

    private enum Kind
    {
        Sound,
        ClearMember,
        UnknownRecordMember,
        UnknownDataMember,
        Identity,
        Marker,
        WrongScalar,
        WrongImage,
        SecondImage,
        SecretInKeys,
        OddImageName,
        OddRecord,
        NoNumber,
    }

    /// <summary>Writes an event. Four in ten are also damaged byte by byte.</summary>
    public byte[] Event()
    {
        var text = new CanaryText().Plain(random.Next(8) == 0 ? """{"x":[1],"Records":[""" : """{"Records":[""");
        text.Start = text.Length;
        for (var records = random.Next(1, 3); records > 0; records--)
        {
            text.Add(Record());
            text.Plain(records > 1 ? "," : "]}");
        }

        for (var damages = random.Next(10) < 6 ? 0 : random.Next(1, 4); damages > 0; damages--)
        {
            text.Damage(random);
        }

        return text.ToArray();
    }

    private CanaryText Record()
    {
        var kind = random.Next(2) == 0 ? Kind.Sound : (Kind)random.Next((int)Kind.NoNumber + 1);
        var operation = random.Next(4) switch { 0 => "INSERT", 1 => "REMOVE", _ => "MODIFY" };
        var number = ++_number;
        _key = $"\"Pk\":{{\"S\":\"k{random.Next(3)}\"}}{(app.HasSortKey ? ",\"Sk\":{\"S\":\"1\"}" : "")}";
        var text = new CanaryText().Plain("{");
        if (kind is Kind.Marker)
        {
            text.Plain("\"redacted\":true,");
            if (random.Next(2) == 0)
            {
                text.Plain("\"redactedChanges\":\"").Secret(Text()).Plain("\",");
            }
        }

        text.Plain($$"""  "eventID":"e{{number}}","eventName":"{{(kind is Kind.OddRecord ? "UPDATE" : operation)}}","eventSource":"aws:dynamodb","awsRegion":"eu-central-1",""");
        switch (kind)
        {
            case Kind.WrongScalar:
                text.Plain("\"eventVersion\":\"").Secret(Canaries[0]).Plain("\",");
                break;
            case Kind.UnknownRecordMember:
                text.Plain($"\"{Pick("extra", "Dynamodb", "newImage", "withheldHash")}\":").Add(Pick(Image(null, null), Value(), new CanaryText().Plain("\"").Secret(Text()).Plain("\""))).Plain(",");
                break;
            case Kind.Identity:
                text.Plain("\"userIdentity\":{\"type\":\"Service\",\"principalId\":\"dynamodb.amazonaws.com\",\"email\":\"").Secret(Text()).Plain("\"},");
                break;
        }

        text.Plain("\"dynamodb\":{\"ApproximateCreationDateTime\":1479499740,\"Keys\":").Add(Keys(kind is Kind.SecretInKeys)).Plain(",");
        Images(text, operation, kind);
        if (kind is not Kind.NoNumber)
        {
            text.Plain($$"""  "SequenceNumber":"{{(9_999_990 + number).ToString(CultureInfo.InvariantCulture)}}00000000017450439091",""");
        }

        text.Plain(kind is Kind.WrongScalar ? "\"SizeBytes\":\"" + Canaries[0] + "\"," : "\"SizeBytes\":112,");
        return text
            .Plain($"\"StreamViewType\":\"{(kind is Kind.WrongScalar ? Canaries[0] : "NEW_AND_OLD_IMAGES")}\"}},")
            .Plain($"\"eventSourceARN\":\"{TestRecord.StreamArn}\"}}");
    }

    private void Images(CanaryText text, string operation, Kind kind)
    {
        var old = Entity();

        // Without the old image it is unknown that an item was another entity, so the names of the image and the discriminator stay intact.
        var @new = kind is not Kind.OddImageName && random.Next(4) == 0 ? Entity() : old;
        if (operation is not "INSERT")
        {
            text.Name($"\"{(kind is Kind.OddImageName ? Pick("OlImage", "oldImage", "Old\\u0069mage", "Image") : "OldImage")}\":").Add(Image(old, operation is "MODIFY" ? @new : old)).Plain(",");
        }

        if (operation is not "REMOVE")
        {
            text.Name($"\"{(random.Next(8) == 0 ? "New\\u0049mage" : "NewImage")}\":");
            text.Add(kind is Kind.WrongImage ? Pick(new CanaryText().Plain("\"").Secret(Text()).Plain("\""), new CanaryText().Name("[").Add(Value()).Name("]")) : Image(@new, operation is "MODIFY" ? old : @new)).Plain(",");
        }

        switch (kind)
        {
            case Kind.SecondImage:
                text.Plain("\"NewImage\":").Add(Image(@new, old)).Plain(",");
                break;
            case Kind.UnknownDataMember:
                text.Plain($"\"{Pick("BeforeImage", "newImage", "NEWIMAGE", "Item")}\":").Add(Pick(Image(null, null), Value())).Plain(",");
                break;
        }
    }

    // The entity of a row; null for a row without one.
    private string? Entity() => !app.IsShared ? app.Entities[0] : random.Next(5) == 0 ? null : Pick([.. app.Entities]);

    private CanaryText Keys(bool hasSecret)
    {
        var text = new CanaryText().Plain("{");
        if (hasSecret)
        {
            Name(text, Pick([.. app.Secrets])).Add(Value()).Plain(",");
        }

        return text.Plain(_key + "}");
    }

    private CanaryText Image(string? entity, string? other)
    {
        List<CanaryText> members = [new CanaryText().Plain(_key), new CanaryText().Plain("\"Plain\":{\"S\":\"p\\\"}\"}")];
        if (app.IsShared && (entity is not null || random.Next(2) == 0))
        {
            members.Add(new CanaryText().Name($"\"{CanaryApp.Discriminator}\":{{\"S\":\"{entity ?? "Stranger"}\"}}"));
        }

        foreach (var name in app.Secrets)
        {
            if (random.Next(3) > 0)
            {
                var isClear = app.IsClear(entity, name) && app.IsClear(other, name);
                members.Add(Name(new CanaryText(), name).Add(isClear ? new CanaryText().Plain("{\"S\":\"clear\"}") : Value()));
            }
        }

        if (random.Next(4000) == 0)
        {
            members.Add(new CanaryText().Plain("\"Pad\":{\"S\":\"" + new string('x', 262_144) + "\"}"));
        }

        var ordered = members.ToArray();
        random.Shuffle(ordered);
        var text = new CanaryText().Plain(random.Next(8) == 0 ? "{ " : "{");
        for (var i = 0; i < ordered.Length; i++)
        {
            text.Plain(i == 0 ? "" : random.Next(8) == 0 ? " , " : ",").Add(ordered[i]);
        }

        return text.Plain("}");
    }

    private CanaryText Name(CanaryText text, string name) => text.Name($"\"{Escape(name)}\":");

    // A secret; some are not valid DynamoDB values.
    private CanaryText Value()
    {
        var text = new CanaryText();
        return random.Next(16) switch
        {
            0 => text.Plain("{\"N\":\"").Secret(Canaries[1]).Plain("\"}"),
            1 => text.Plain("{\"B\":\"").Secret(Canaries[2]).Plain("\"}"),
            2 => text.Plain("{\"SS\":[\"").Secret(Text()).Plain("\",\"b\"]}"),
            3 => text.Plain("{\"NS\":[\"1\",\"").Secret(Canaries[1]).Plain("\"]}"),
            4 => text.Plain("{\"BS\":[\"").Secret(Canaries[2]).Plain("\"]}"),
            5 => text.Plain("{\"L\":[{\"S\":\"").Secret(Text()).Plain("\"},{\"BOOL\":true}]}"),
            6 or 7 => text.Plain("{\"M\":{\"").Secret(Text()).Plain("\":{\"S\":\"").Secret(Text()).Plain("\"},\"k\":{\"NULL\":true}}}"),
            8 => text.Plain("{\"M\":{\"").Secret(Text()).Plain("\":{\"Q\":\"x\"}}}"),
            9 => text.Plain("{\"N\":\"").Secret(Canaries[0]).Plain("\"}"),
            10 => text.Plain("\"").Secret(Text()).Plain("\""),
            11 => text.Plain("{\"S\":\"").Secret(Canaries[0]).Plain("\",\"N\":null}"),
            _ => text.Plain("{\"S\":\"").Secret(Text()).Plain("\"}"),
        };
    }

    private string Text()
        => Escape(Pick(Canaries[0], Canaries[0] + "@example.org", $"\"{Canaries[0]}\\", $$$"""{"eventID":"{{{Canaries[0]}}}","dynamodb":{"{{{Canaries[0]}}}":1}}""", $"}}}},\"{Canaries[0]}\":{{", $"hmac:{Canaries[0]}", $"/{Canaries[0]}\t"));

    private string Escape(string value)
    {
        var text = new StringBuilder();
        var isOdd = random.Next(4) == 0;
        foreach (var character in value)
        {
            text.Append(character switch
            {
                _ when isOdd && random.Next(6) == 0 => $"\\u{(int)character:x4}",
                '"' => "\\\"",
                '\\' => "\\\\",
                '\t' => "\\t",
                '/' when isOdd => "\\/",
                _ => character.ToString(),
            });
        }

        // One half of a surrogate pair cannot be next to the escape of the other half.
        return isOdd && value.Any(char.IsSurrogate) ? value : text.ToString();
    }

    private T Pick<T>(params ReadOnlySpan<T> choices) => choices[random.Next(choices.Length)];
}
