using System.Reflection;
using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests;

/// <summary>The generator's output, as reviewed and accepted.</summary>
public sealed class SnapshotTests
{
    [Fact]
    public void The_sample() => Snapshot.Verify("Sample", Sample.Run);

    [Fact]
    public void What_the_samples_own_build_leaves_with_EmitCompilerGeneratedFiles_is_the_same()
    {
        var configuration = typeof(SnapshotTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static data => data.Key is "Configuration").Value!;
        var folder = Path.Combine(Repository.Root, "samples/Orders/Orders/obj", configuration, "net10.0/generated/Fw24.Generators/Fw24.Generators.Fw24Generator");

        Assert.All(Sample.Run.Files, file => Assert.Equal(file.Value, File.ReadAllText(Path.Combine(folder, file.Key))));
    }

    [Fact]
    public void Every_type_of_property() => Snapshot.Verify("AllTypes", GeneratorTest.Run(Own("AllTypes.cs")));

    [Fact]
    public void Every_way_to_make_an_instance()
        => Snapshot.Verify("Defaults", GeneratorTest.Run(Own("AllTypes.cs", "Defaults.cs")), static file => !file.Contains("AllTypes", StringComparison.Ordinal));

    [Fact]
    public void Every_remedy_for_items_of_other_versions() => Snapshot.Verify("Evolved", GeneratorTest.Run(Own("Evolved.cs")));

    [Fact]
    public void Every_way_to_convert_a_value() => Snapshot.Verify("Converted", GeneratorTest.Run(Own("Converted.cs")));

    [Fact]
    public void Every_value_as_the_object_mapper_stores_it()
        => Snapshot.Verify(
            "Mapped", GeneratorTest.Run(Own("Converted.cs", "Mapped.cs")), static file => file.Contains("Mapped", StringComparison.Ordinal));

    [Fact]
    public void A_library_with_internal_entities() => Snapshot.Verify("Library", LibraryTests.Compiled);

    [Fact]
    public void An_app_with_sealed_audits() => Snapshot.Verify(
        "Sealed",
        GeneratorTest.Run("""
            using Fw24;

            [assembly: Fw24App("bank", SealMinutes = 10, SealRetentionDays = 3_650)]

            namespace Bank;

            [DynamoTable("accounts"), Audit(AuditLoggerType.DynamoDb, AuditTableName = "trail", Sealed = true)]
            public sealed record Account([property: PartitionKey] string AccountId);

            [DynamoTable("logins"), Audit(AuditLoggerType.Cloudwatch, Sealed = true)]
            public sealed record Login([property: PartitionKey] string LoginId);

            [DynamoTable("rates"), Audit(AuditLoggerType.DynamoDb, AuditTableName = "trail")]
            public sealed record Rate([property: PartitionKey] string RateId);
            """),
        static file => file.StartsWith("BankApp", StringComparison.Ordinal));

    private static TestProject Own(params IEnumerable<string> files) => new()
    {
        Sources = [.. files.Select(static file => "using Fw24;\n" + File.ReadAllText(Path.Combine(Repository.Root, "tests", "Fw24.Generators.Tests", "Entities", file)))],
    };
}
