using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Fw24.Audit;
using Fw24.Seals;

namespace Fw24.Benchmarks.Seals;

/// <summary>
/// <c>seal</c>: sealing and verifying the records of a hundred thousand changes and of a million, in a bucket in memory. Time is processor
/// time of the process, without making the records.
/// </summary>
internal static class SealContest
{
    // Records of an invocation of the audit logger.
    private const int Batch = 100;

    // Records that are made at a time: making them is no part of any figure, and they must not fill the heap.
    private const int Portion = 500;
    private const string Table = "shipments";
    private const string Origin = "benchmarks.example/log";

    public static async Task<int> RunAsync(string[] args)
    {
        var lines = new SealedLines();
        int[] sizes = args is [_, "--small"] ? [10_000, 100_000] : [100_000, 1_000_000];
        Console.WriteLine($"seal: records of {lines.Length} bytes, {Batch} an invocation; processor time");

        // Compiles.
        for (var round = 0; round < 3; round++)
        {
            _ = await MeasureAsync(lines, 20_000);
        }

        var results = new List<Result>();
        foreach (var size in sizes)
        {
            var result = await MeasureAsync(lines, size);
            results.Add(result);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"seal records={size} rounds={result.Rounds} seal_us_per_record={result.Seal:0.00} requests_per_1000={result.Requests:0.0} "
                + $"verified_records_per_second_and_core={1e6 / result.Verify:0} verify_us={result.Verify:0.00} "
                + $"log_us={result.Log:0.00} floor_us={result.Floor:0.00} verify_vs_floor={result.Verify / result.Floor:0.0} "
                + $"parse_us={result.Parse:0.00} with_parse_records_per_second_and_core={1e6 / (result.Verify + result.Parse):0} "
                + $"proof_bytes={result.ProofBytes}"));
        }

        var (small, large) = (results[0], results[1]);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"seal times_records={sizes[1] / sizes[0]} seal_us_ratio={large.Seal / small.Seal:0.00} "
            + $"requests_ratio={large.Requests / small.Requests:0.00} verify_us_ratio={large.Verify / small.Verify:0.00}"));
        return 0;
    }

    private static async Task<Result> MeasureAsync(SealedLines lines, int count)
    {
        using var signer = new EphemeralSigner();
        var store = new CountingStore();
        await LeaveAsync(lines, count, store);
        Collect();
        var started = Environment.CpuUsage.TotalTime;
        var sealing = await new LogSealer(store, signer, Origin).SealAsync();
        var seal = Since(started);
        var requests = store.Requests;
        if (sealing.Entries != count)
        {
            throw new InvalidOperationException($"{sealing.Entries} of {count} records were sealed.");
        }

        var log = await SealedLog.OpenAsync(store, signer.KeyOf(Origin));
        var records = new Records(lines, count);
        Collect();
        started = Environment.CpuUsage.TotalTime;
        var verification = await new AuditVerifier(log).VerifyAsync(records, [Table], DateTimeOffset.MinValue, DateTimeOffset.MaxValue);
        var verify = Since(started) - records.Making - records.Parsing;
        if (!verification.IsSound || verification.Sealed != count)
        {
            throw new InvalidOperationException($"{verification.Sealed} of {count} records were verified.");
        }

        // The log alone.
        Collect();
        started = Environment.CpuUsage.TotalTime;
        _ = await new AuditVerifier(log).VerifyAsync(
            AsyncEnumerable.Empty<AuditEntry>(), ["none"], DateTimeOffset.MinValue, DateTimeOffset.MaxValue);
        var logAlone = Since(started);
        var last = AuditEntry.Parse(lines.Of(count - 1).Line);
        var proof = (await AuditProof.CreateAsync(log, last))!.ToString();
        return new Result(
            sealing.Rounds, seal / count, 1000.0 * requests / count, verify / count, logAlone / count, Floor(lines, count) / count,
            records.Parsing / count, Encoding.UTF8.GetByteCount(proof));
    }

    // As the audit logger does.
    private static async Task LeaveAsync(SealedLines lines, int count, CountingStore store)
    {
        foreach (var batch in Enumerable.Range(0, count).Chunk(Batch))
        {
            await PendingEntries.AddAsync(store, [.. batch.Select(number => SealOf(lines.Of(number).Line))], default);
        }
    }

    private static SealEntry SealOf(byte[] line) => new()
    {
        Schema = SealEntry.RecordSchema,
        Table = Table,
        Id = SealedLines.IdOf(line),
        Time = DateTimeOffset.UnixEpoch.AddSeconds(1_795_341_900),
        Commitment = Encoding.ASCII.GetString(SealedLines.CommitmentOf(line)),
    };

    // What nobody can do without: the hash of each record.
    private static double Floor(SealedLines lines, int count)
    {
        var hash = new byte[SHA256.HashSizeInBytes];
        var salted = lines.Of(0).Salted;
        var started = Environment.CpuUsage.TotalTime;
        for (var number = 0; number < count; number++)
        {
            _ = SHA256.HashData(salted, hash);
        }

        return Since(started);
    }

    private static double Since(TimeSpan started) => (Environment.CpuUsage.TotalTime - started).TotalMicroseconds;

    private static void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
    }

    private sealed record Result(
        int Rounds, double Seal, double Requests, double Verify, double Log, double Floor, double Parse, int ProofBytes);

    /// <summary>The records, and the time that it takes to make their lines and to parse these.</summary>
    private sealed class Records(SealedLines lines, int count) : IAsyncEnumerable<AuditEntry>
    {
        public double Making { get; private set; }

        public double Parsing { get; private set; }

        public async IAsyncEnumerator<AuditEntry> GetAsyncEnumerator(CancellationToken cancellationToken = default)
        {
            await Task.CompletedTask;
            for (var first = 0; first < count; first += Portion)
            {
                var started = Environment.CpuUsage.TotalTime;
                var portion = new List<byte[]>(Portion);
                for (var number = first; number < first + Portion; number++)
                {
                    portion.Add([.. lines.Of(number).Line]);
                }

                Making += Since(started);
                started = Environment.CpuUsage.TotalTime;
                var entries = portion.ConvertAll(static line => AuditEntry.Parse(line));
                Parsing += Since(started);
                foreach (var entry in entries)
                {
                    yield return entry;
                }
            }
        }
    }
}
