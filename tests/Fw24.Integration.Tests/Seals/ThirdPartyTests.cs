using System.Text;
using System.Text.Json;
using Fw24.Audit;
using Fw24.Integration.Tests.Harness;
using Fw24.Runtime.Tests.Seals;
using Fw24.Seals;

namespace Fw24.Integration.Tests.Seals;

/// <summary>
/// Who trusts neither the operator nor Fw24 verifies a proof with a script on Node's standard library, and checkpoint and inclusion with
/// Sigstore's verifier.
/// </summary>
public sealed class ThirdPartyTests
{
    private const int Seed = 17;

    private static readonly string s_script = Path.GetFullPath(
        Path.Combine(NodeScript.PathOf(".."), "..", "..", "docs", "verify-proof.mjs"));

    [Fact]
    public async Task The_script_accepts_what_was_sealed_and_says_which_step_fails()
    {
        using var records = await SealedRecords.CreateAsync();
        using var folder = new TemporaryFolder();
        var (proof, record) = records.Proofs[0];
        var sound = await RunAsync(proof, record + "\n", records.Key.ToString());

        Assert.Equal(0, sound.ExitCode);
        Assert.Equal(
            """
            passed: the proof has its form
            passed: the key is one of ECDSA on P-256
            passed: the log has signed the checkpoint
            passed: the checkpoint includes the entry
            passed: the entry is that of the record
            passed: the record is what it was

            """,
            sound.Output);
        var other = new LocalSigner().KeyOf(records.Key.Name).ToString();
        (string Proof, string Record, string Key, string Step)[] altered =
        [
            (proof.Replace("index ", "index 1", StringComparison.Ordinal), record, "", "the checkpoint includes the entry: "),
            (proof.Replace("\n\n", "\n", StringComparison.Ordinal), record, "", "the proof has its form: "),
            (proof.Replace($"\n{records.Key.Name}\n", "\nother\n", StringComparison.Ordinal), record, "", "the log has signed"),
            (await records.SignAsOtherAsync(proof), record, "", "the log has signed the checkpoint: "),
            (proof, record, other, "the log has signed the checkpoint: "),
            (proof, record, "key", "the key is one of ECDSA on P-256: "),
            (proof, records.Proofs[1].Record, "", "the entry is that of the record: "),
            (proof, record.Replace("event-", "event-1", StringComparison.Ordinal), "", "the record is what it was: "),
            (proof, record.Replace("{\"", "{\"by\":\"me\",\"", StringComparison.Ordinal), "", "the record is what it was: nothing commits"),
            (proof, $"{{\"constructor\":\"me\",{record[1..]}", "", "the record is what it was: nothing commits"),
            (proof, $"{{\"app\":\"x\",{record[1..]}", "", "the entry is that of the record: a member is there twice"),
        ];
        foreach (var one in altered)
        {
            var (exitCode, output, errors) = await RunAsync(one.Proof, one.Record, one.Key is "" ? records.Key.ToString() : one.Key);
            Assert.Equal((1, ""), (exitCode, errors));
            Assert.StartsWith($"FAILED: {one.Step}", output.TrimEnd().Split('\n')[^1], StringComparison.Ordinal);
        }

        // What is no verification does not end as one, whatever the record is.
        string[][] others = [[], [folder.Of("proof"), folder.Of("record.json")], [folder.Of("proof"), folder.Of("none"), other]];
        foreach (var arguments in others)
        {
            var (exitCode, output, errors) = await NodeScript.EndAsync(s_script, "", arguments);
            Assert.Equal((2, ""), (exitCode, output));
            Assert.StartsWith("Nothing was verified: ", errors, StringComparison.Ordinal);
        }

        async Task<(int ExitCode, string Output, string Errors)> RunAsync(string proof, string record, string key)
        {
            await File.WriteAllTextAsync(folder.Of("proof"), proof, TestContext.Current.CancellationToken);
            await File.WriteAllTextAsync(folder.Of("record.json"), record, TestContext.Current.CancellationToken);
            return await NodeScript.EndAsync(s_script, "", folder.Of("proof"), folder.Of("record.json"), key);
        }
    }

    [Fact]
    public async Task The_script_accepts_hostile_values_and_no_alteration()
    {
        using var records = await SealedRecords.CreateAsync();
        var key = records.Key.ToString();
        var random = new Random(Seed);
        var cases = records.Proofs.ConvertAll(one => (one.Proof, one.Record, Key: key));
        foreach (var (proof, record) in records.Proofs)
        {
            for (var attempt = 0; attempt < 40; attempt++)
            {
                cases.Add((Altered(proof), record, key));
                cases.Add((proof, Altered(record), key));
                cases.Add((proof, record, Altered(key)));
            }
        }

        var answers = await AnswersAsync("proofs.mjs", cases);
        Assert.All(answers.Take(records.Proofs.Count), static answer => Assert.Equal("", answer));
        var accepted = 0;
        foreach (var ((proof, record, altered), answer) in cases.Zip(answers).Skip(records.Proofs.Count))
        {
            // What says the same, such as 1e+100, is the same to both; the script is the stricter one.
            var fault = FaultOf(proof, record, altered);
            accepted += answer is "" ? 1 : 0;
            Assert.True(
                (answer is "") == (fault is null) || (fault is null && IsStricter(answer)),
                $"Seed {Seed}: the script says \"{answer}\", and AuditProof \"{fault}\", of\n{proof}\n{record}\n{altered}");
        }

        Assert.InRange(accepted, 0, cases.Count / 100);

        string Altered(string text)
        {
            var at = random.Next(text.Length);
            var character = (char)random.Next(0x20, 0x7F);
            return $"{text[..at]}{(character == text[at] ? '\n' : character)}{text[(at + 1)..]}";
        }
    }

    [Fact]
    public async Task The_script_accepts_other_writings_of_a_record_and_no_index_beyond_the_tree()
    {
        using var records = await SealedRecords.CreateAsync();
        var (proof, vector) = records.Proofs[^1];
        var reworded = vector
            .Replace("05:01Z", "05:01.000Z", StringComparison.Ordinal)
            .Replace("[\"a\",\"b\"]", "[\"b\", \"a\"]", StringComparison.Ordinal)
            .Replace("-0.5", "-0.50", StringComparison.Ordinal)
            .Replace("\"a\":[1,{}],\"b\":{\"$b\":\"AAH/\"}", "\"b\":{\"$b\":\"AAH/\"},\"a\":[1e0,{}]", StringComparison.Ordinal);
        var (ofNumbers, numbers) = records.Proofs.First(static one => one.Record.Contains("[-20,-3,", StringComparison.Ordinal));
        var reordered = numbers.Replace("[-20,-3,", "[-3,-20,", StringComparison.Ordinal);

        // A perfect tree of four: two records, the vector and the mark.
        using var four = await SealedRecords.CreateAsync(2);
        var (first, same) = four.Proofs.Single();
        List<(string Proof, string Record, string Key)> cases =
        [
            (proof, reworded, records.Key.ToString()),
            (ofNumbers, reordered, records.Key.ToString()),
            (first, same, four.Key.ToString()),
            (first.Replace("index 0\n", "index 4\n", StringComparison.Ordinal), same, four.Key.ToString()),
        ];

        Assert.Equal(
            ["", "", "", "the checkpoint includes the entry: there are too few hashes"], await AnswersAsync("proofs.mjs", cases));
        Assert.All(cases.Take(3), static one => Assert.Null(FaultOf(one.Proof, one.Record, one.Key)));
        Assert.NotNull(FaultOf(cases[3].Proof, cases[3].Record, cases[3].Key));
        Assert.All([vector, numbers], record => Assert.DoesNotContain(record, cases.Take(2).Select(static one => one.Record)));
    }

    [Fact]
    public async Task Sigstores_verifier_accepts_checkpoints_and_inclusion_and_refuses_what_was_altered()
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"@sigstore/verify {NpmPackages.VersionOf("@sigstore/verify")}");
        using var records = await SealedRecords.CreateAsync();
        var key = records.Key.ToString();
        var other = new LocalSigner().KeyOf(records.Key.Name).ToString();
        var cases = records.Proofs.ConvertAll(one => (one.Proof, one.Record, Key: key));
        var count = cases.Count;
        foreach (var (proof, record) in records.Proofs)
        {
            var hash = proof.IndexOf('\n', proof.IndexOf("index ", StringComparison.Ordinal)) + 1;
            var entry = proof.IndexOf("extra ", StringComparison.Ordinal) + 6;
            var size = proof.IndexOf($"\n{records.Key.Name}\n", StringComparison.Ordinal) + records.Key.Name.Length + 2;
            cases.Add((Altered(proof, hash), record, key));
            cases.Add((Altered(proof, entry), record, key));
            cases.Add((Altered(proof, size), record, key));
            cases.Add((proof.Replace("index ", "index 1", StringComparison.Ordinal), record, key));
            cases.Add((proof, record, other));
        }

        var answers = await AnswersAsync("sigstore.mjs", cases);
        Assert.All(answers.Take(count), static answer => Assert.Equal("", answer));
        string[] refusals =
        [
            "calculated root hash does not match inclusion proof",
            "calculated root hash does not match inclusion proof",
            "invalid checkpoint signature",
            "invalid ",
            "invalid checkpoint signature",
        ];
        foreach (var (answer, number) in answers.Skip(count).Select(static (answer, number) => (answer, number)))
        {
            Assert.True(number % 5 == 3 ? answer is not "" : answer == refusals[number % 5], $"{number}: {answer}");
        }

        static string Altered(string text, int at) => $"{text[..at]}{(text[at] == '7' ? '8' : '7')}{text[(at + 1)..]}";
    }

    private static async Task<string[]> AnswersAsync(string script, List<(string Proof, string Record, string Key)> cases)
    {
        var lines = cases.Select(static one => JsonSerializer.Serialize(new { proof = one.Proof, record = one.Record, key = one.Key }));
        var answers = (await NodeScript.RunAsync(script, string.Join('\n', lines))).Split('\n')[..^1];
        Assert.Equal(cases.Count, answers.Length);
        return answers;
    }

    private static bool IsStricter(string answer)
        => answer.Contains("nothing commits to", StringComparison.Ordinal)
            || answer.Contains("not Base64", StringComparison.Ordinal)
            || answer.Contains("there twice", StringComparison.Ordinal);

    private static string? FaultOf(string proof, string record, string key)
    {
        try
        {
            AuditProof.Parse(proof).Verify(AuditEntry.Parse(Encoding.UTF8.GetBytes(record)), LogKey.Parse(key));
            return null;
        }
        catch (Exception exception) when (exception is SealException or FormatException or ItemFormatException)
        {
            return exception.Message;
        }
    }

    private sealed class TemporaryFolder : IDisposable
    {
        private readonly string _folder = Directory.CreateTempSubdirectory("fw24-proof-").FullName;

        public string Of(string file) => Path.Combine(_folder, file);

        public void Dispose() => Directory.Delete(_folder, recursive: true);
    }
}
