using Fw24.Audit;
using Fw24.Local.Faults;
using Fw24.Local.Tests.Harness;
using Fw24.Local.Tests.Shop;
using Fw24.Seals;
using Microsoft.Extensions.DependencyInjection;

namespace Fw24.Local.Tests;

/// <summary>Audits that the app's log seals, on the cloud's clock and under faults.</summary>
public sealed class SealTests
{
    public static TheoryData<int, AuditLoggerType> Runs => new(
        from seed in Enumerable.Range(1, 15)
        from store in (AuditLoggerType[])[AuditLoggerType.DynamoDb, AuditLoggerType.Cloudwatch]
        select (seed, store));

    [Theory]
    [InlineData(AuditLoggerType.DynamoDb)]
    [InlineData(AuditLoggerType.Cloudwatch)]
    public async Task Records_are_sealed_when_the_schedule_says_and_each_can_be_proved(AuditLoggerType store)
    {
        await using var cloud = Create(store, LocalFaults.None);
        for (var number = 0; number < 300; number++)
        {
            cloud.Tables["orders"].Put(ShopApp.Item(new Order($"o-{number % 7}", "Placed", number)));
        }

        await cloud.RunUntilIdleAsync(Cloud.Cancelled);
        await Assert.ThrowsAsync<SealException>(() => cloud.Seals().OpenAsync(Cloud.Cancelled));

        await cloud.AdvanceAsync(TimeSpan.FromMinutes(5), Cloud.Cancelled);

        var seals = cloud.Seals();
        var log = await seals.OpenAsync(Cloud.Cancelled);
        var records = Records(cloud, store);
        Assert.Equal(records.Count + 1, log.Checkpoint.Size);
        foreach (var record in records.Take(10))
        {
            var proof = await AuditProof.CreateAsync(log, record, Cloud.Cancelled);
            AuditProof.Parse(proof!.ToString()).Verify(record, seals.Key);
        }

        // An idle cloud is not invoked.
        Assert.False(await cloud.StepAsync(Cloud.Cancelled));
        Assert.Equal(1, cloud.Report().Functions["seal"].Invocations);

        // The reader shows the same records: what a query finds can be proved.
        var entry = await cloud.AuditReader().Of("Order", records[0].Key).Changes().FirstOrDefaultAsync(Cloud.Cancelled);
        (await AuditProof.CreateAsync(log, entry!, Cloud.Cancelled))!.Verify(entry!, seals.Key);
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public async Task Whatever_fails_the_log_is_one_and_the_audit_sound(int seed, AuditLoggerType store)
    {
        await using var cloud = Create(store, LocalFaults.Random((ulong)seed, LocalFaultRates.Transient));
        Checkpoint? earlier = null;
        for (ulong part = 1; part < 4; part++)
        {
            await RandomFaultTests.WriteAsync(cloud, (part * 100) + (ulong)seed);
            await cloud.RunUntilIdleAsync(Cloud.Cancelled);
            await cloud.AdvanceAsync(TimeSpan.FromHours(1), Cloud.Cancelled);
            var log = await cloud.Seals().OpenAsync(Cloud.Cancelled);
            if (earlier is not null)
            {
                await log.EnsureContinuesAsync(earlier, Cloud.Cancelled);
            }

            earlier = log.Checkpoint;
        }

        var records = Records(cloud, store);
        var verification = await VerifyAsync(cloud, records);
        Assert.True(verification.IsSound, $"{cloud.Faults}\n{string.Join('\n', verification.Findings)}");
        Assert.Equal((0, 0), (verification.Unsealed, verification.Unproved));
        Assert.Equal(records.Count, verification.Sealed + verification.Duplicates);
        Assert.True(store is AuditLoggerType.Cloudwatch || verification.Duplicates == 0);
    }

    [Fact]
    public async Task A_record_that_somebody_alters_is_named()
    {
        await using var cloud = Create(AuditLoggerType.DynamoDb, LocalFaults.None);
        await RandomFaultTests.WriteAsync(cloud, 1);
        await cloud.RunUntilIdleAsync(Cloud.Cancelled);
        await cloud.AdvanceAsync(TimeSpan.FromMinutes(5), Cloud.Cancelled);
        var records = Records(cloud, AuditLoggerType.DynamoDb);
        var table = cloud.Tables["orders-audit"];
        var row = table.Items.First(static item => item.Json.Span.IndexOf("fw24.audit/2"u8) >= 0);
        var altered = System.Text.Encoding.UTF8.GetString(row.Json.Span).Replace("\"insert\"", "\"modify\"", StringComparison.Ordinal);
        table.Put(new ItemImage(System.Text.Encoding.UTF8.GetBytes(altered)));

        var finding = Assert.Single((await VerifyAsync(cloud, Records(cloud, AuditLoggerType.DynamoDb))).Findings);
        Assert.Equal((AuditFindingKind.Altered, $"orders/{AuditEntry.FromItem(row).EventId}"), (finding.Kind, finding.Place));
        Assert.True((await VerifyAsync(cloud, records)).IsSound);
    }

    [Fact]
    public async Task The_same_seed_seals_the_same_entries()
    {
        var (first, second) = (await EntriesAsync(), await EntriesAsync());
        Assert.Equal(first, second);

        static async Task<byte[]> EntriesAsync()
        {
            await using var cloud = Create(AuditLoggerType.Cloudwatch, LocalFaults.Random(3, LocalFaultRates.Transient));
            await RandomFaultTests.WriteAsync(cloud, 3);
            await cloud.RunUntilIdleAsync(Cloud.Cancelled);
            await cloud.AdvanceAsync(TimeSpan.FromMinutes(30), Cloud.Cancelled);
            return (await cloud.Seals().Store.GetAsync("rounds/00000000000000000000", Cloud.Cancelled))!.Value.ToArray();
        }
    }

    [Fact]
    public async Task A_cloud_without_a_sealed_audit_has_no_log()
    {
        await using var cloud = LocalCloud.Create(
            ShopApp.Model(audit: new AuditAttribute(AuditLoggerType.Console)), static options => options.Services = AddSeen);
        Assert.Contains("Sealed = true", Assert.Throws<InvalidOperationException>(() => cloud.Seals()).Message, StringComparison.Ordinal);
    }

    private static LocalCloud Create(AuditLoggerType store, LocalFaults faults) => LocalCloud.Create(
        ShopApp.Model(audit: new AuditAttribute(store)
        {
            AuditTableName = store is AuditLoggerType.DynamoDb ? "orders-audit" : null,
            Sealed = true,
        }),
        options =>
        {
            options.Services = AddSeen;
            options.Faults = faults;
        });

    private static void AddSeen(IServiceCollection services) => services.AddSingleton(new Seen());

    private static IReadOnlyList<AuditEntry> Records(LocalCloud cloud, AuditLoggerType store) => store is AuditLoggerType.DynamoDb
        ? AuditLog.FromItems(cloud.Tables["orders-audit"].Items).Entries
        : [.. cloud.LogGroups.Values.Single().Events.Select(static logged => AuditEntry.Parse(logged.Message.Span))];

    private static async Task<AuditVerification> VerifyAsync(LocalCloud cloud, IReadOnlyList<AuditEntry> records)
        => await new AuditVerifier(await cloud.Seals().OpenAsync(Cloud.Cancelled), cloud.Time).VerifyAsync(
            records.ToAsyncEnumerable(), ["orders"], DateTimeOffset.MinValue, DateTimeOffset.MaxValue, Cloud.Cancelled);
}
