namespace Fw24.Generators.Tests.Harness;

/// <summary>The sources around code that uses changes and tables.</summary>
internal static class UsageSource
{
    /// <summary>An entity with secrets, one without, and a class that is no entity.</summary>
    public const string Entities = """
        using Fw24;
        using Microsoft.Extensions.DependencyInjection;

        namespace Shop;

        [DynamoTable("users"), StreamEnabled]
        public record User
        {
            [PartitionKey] public required string Id { get; init; }
            public bool Seen { get; set; }
            public int Writes { get; init; }
            [Sensitive] public string? Email { get; set; }
            [Sensitive(Redaction.Mask)] public string? Phone { get; set; }
            [Sensitive(Redaction.Hmac)] public string? Ssn { get; set; }
            public User Marked() => this with { Seen = true };
        }

        [DynamoTable("orders"), StreamEnabled]
        public sealed record Order([property: PartitionKey] string Id, int Total = 0, int Writes = 0);

        public sealed record Plain(string Id);

        """;

    /// <summary>Gets a handler of user changes <c>c</c> with a table <c>t</c>, whose member uses them.</summary>
    public static string Handler(string member) => Entities + $$"""
        public sealed class Mark(ITable<User> t, ITable<Order> orders) : UserChangeHandler
        {
            {{member}}
            public object Both => (t, orders);
        }
        """;

    /// <summary>Gets a handler whose statements follow a condition.</summary>
    public static string AfterCondition(string statements) => Handler($$"""
        protected override async Task OnModifiedAsync(UserChange.Modified c, ChangeContext x, CancellationToken k)
            {
                if (c.Old.Seen)
                {
                    return;
                }

                {{statements}}
            }
        """);
}
