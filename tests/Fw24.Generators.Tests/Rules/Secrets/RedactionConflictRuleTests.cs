using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24223: the declarations of a secret agree.</summary>
public sealed class RedactionConflictRuleTests
{
    [Theory]
    [InlineData("""
        [DynamoTable("orders")]
        public class Order : IOne, ITwo
        {
            [PartitionKey] public required string Id { get; init; }
            public string? {|FW24223:Value|} { get; init; }
        }

        public interface IOne
        {
            [Sensitive] string? Value { get; }
        }

        public interface ITwo
        {
            [Sensitive(Redaction.Mask)] string? Value { get; }
        }
        """)]
    [InlineData("""
        public interface IOther
        {
            [Sensitive(Redaction.Mask)] string? Email { get; }
        }

        public interface IContact
        {
            [Sensitive] string? Email { get; }
        }

        [DynamoTable("orders")]
        public sealed class Order : IContact, IOther
        {
            [PartitionKey] public required string Id { get; init; }
            public string? {|FW24223:Email|} { get; set; }
        }
        """)]
    [InlineData("""
        public class Base
        {
            [Sensitive(Redaction.Hmac)] public string? Email { get; set; }
        }

        public interface IContact
        {
            [Sensitive] string? Email { get; }
        }

        [DynamoTable("orders")]
        public sealed class Order : Base, IContact
        {
            [PartitionKey] public required string Id { get; init; }
            public new string? {|FW24223:Email|} { get; set; }
        }
        """)]
    [InlineData("""
        public class Base
        {
            [Sensitive(Redaction.Hmac)] public virtual string? Email { get; set; }
        }

        public class Middle : Base
        {
            [Sensitive] public override string? Email { get; set; }
        }

        [DynamoTable("orders")]
        public sealed class Order : Middle
        {
            [PartitionKey] public required string Id { get; init; }
            public override string? {|FW24223:Email|} { get; set; }
        }
        """)]
    [InlineData("""
        public interface IOther
        {
            [Sensitive(Redaction.Mask)] string Email { get; }
        }

        public interface IContact
        {
            [Sensitive(Redaction.Hmac)] string Email { get; }
        }

        [DynamoTable("orders")]
        public sealed class Order : IContact, IOther
        {
            [PartitionKey] public required string Id { get; init; }
            public required string {|FW24223:Email|} { get; set; }
        }
        """)]
    public Task S1_declarations_that_contradict_each_other_are_refused(string markup) => RuleTest.ViolatesAsync("FW24223", markup);

    [Fact]
    public Task A_redaction_is_not_chosen_for_the_author() => RuleTest.WithholdsAsync("FW24223", """
        [DynamoTable("orders")]
        class Order : IOne, ITwo
        {
            [PartitionKey] public required string Id { get; init; }
            public required string Mail { get; init; }
        }

        interface IOne
        {
            [Sensitive(Redaction.Mask)] string Mail { get; }
        }

        interface ITwo
        {
            [Sensitive(Redaction.Hmac)] string Mail { get; }
        }
        """);
}
