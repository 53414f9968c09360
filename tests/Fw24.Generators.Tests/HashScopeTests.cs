using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests;

/// <summary>S7: the scope of a property's keyed hashes reaches the stream processor.</summary>
public sealed class HashScopeTests
{
    [Fact]
    public void S7_a_scope_is_part_of_the_entitys_model_and_none_is_not()
    {
        var test = GeneratorTest.Run(new TestProject
        {
            Sources =
            [
                """
                using Fw24;

                namespace Shop;

                [DynamoTable("people"), StreamEnabled]
                public sealed class Person : Someone
                {
                    [PartitionKey] public required string Id { get; init; }
                    [Sensitive(Redaction.Hmac, Scope = "mail-1_x.y"), DynamoAttribute("m")] public string? Mail { get; init; }
                    [Sensitive(Redaction.Hmac)] public string? Phone { get; init; }
                    [Sensitive] public string? Note { get; init; }
                    public override string? Other { get; init; }
                }

                public abstract class Someone
                {
                    [Sensitive(Redaction.Hmac, Scope = "mail")] public virtual string? Other { get; init; }
                }
                """,
            ],
        });

        var codec = test.Files.Values.Single(static file => file.Contains("class PersonCodec", StringComparison.Ordinal));
        Assert.Contains("""new("m", Fw24::Redaction.Hmac, "mail-1_x.y")""", codec, StringComparison.Ordinal);
        Assert.Contains("""new("Phone", Fw24::Redaction.Hmac)""", codec, StringComparison.Ordinal);
        Assert.Contains("""new("Note", Fw24::Redaction.Remove)""", codec, StringComparison.Ordinal);
        Assert.Contains("""new("Other", Fw24::Redaction.Hmac, "mail")""", codec, StringComparison.Ordinal);
    }
}
