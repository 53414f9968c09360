using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24030: a public member that can be set is stored.</summary>
public sealed class MemberStoredRuleTests
{
    [Theory]
    [InlineData("""
        [DynamoTable("orders")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public string? {|FW24030:Note|};
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            internal string? {|FW24030:Note|} { get; set; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            protected internal string? {|FW24030:Note|} { get; private set; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public string? {|FW24030:Note|} { private get; set; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public string? {|FW24030:Note|} { set { } }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            private int _note;
            public ref int {|FW24030:Note|} => ref _note;
        }
        """)]
    public Task A_field_and_a_property_that_cannot_be_stored_are_reported(string markup) => RuleTest.ViolatesAsync("FW24030", markup);

    [Theory]
    [InlineData("""
        [DynamoTable("orders")]
        public class Order : Base
        {
            [PartitionKey] public required string Id { get; init; }
            public new string {|FW24030:Note|} => base.Note.Trim();
        }

        public class Base
        {
            public string Note { get; set; } = "";
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public class Order : Base
        {
            [PartitionKey] public required string Id { get; init; }

            public new void {|FW24030:Note|}() { }
        }

        public class Base
        {
            public string Note { get; set; } = "";
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public class Order : Base
        {
            [PartitionKey] public required string Id { get; init; }
            public static new string {|FW24030:Note|} => "";
        }

        public class Base
        {
            public string Note { get; set; } = "";
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public class Order : Base
        {
            [PartitionKey] public required string Id { get; init; }
            public new string {|FW24030:Note|} { get; set; } = "";
        }

        public class Base
        {
            [DynamoAttribute("note")] public string Note { get; set; } = "";
        }
        """)]
    public Task A_member_that_hides_a_stored_property_is_reported(string markup) => RuleTest.ViolatesAsync("FW24030", markup);

    [Theory]
    [InlineData("""
        [DynamoTable("orders")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public Outer? Value { get; init; }
        }

        public sealed class Outer
        {
            public int {|FW24030:Inner|};
            public int Number { get; set; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public List<Outer>? Values { get; init; }
        }

        public struct Outer
        {
            public int {|FW24030:Inner|};
            public int Number { get; set; }
        }
        """)]
    public Task A_field_of_a_nested_type_is_reported(string markup) => RuleTest.ViolatesAsync("FW24030", markup);

    [Theory]
    [InlineData("""
        [DynamoTable("orders")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public string? {|FW24030:Note|}, {|FW24030:Text|};
            internal int {|FW24030:Count|} { get; set; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        class Order : Base
        {
            [PartitionKey] public required string Id { get; init; }
        }

        class Base
        {
            public int {|FW24030:Number|};
        }
        """)]
    public Task A_diagnostic_marks_each_member(string markup) => RuleTest.ViolatesAsync("FW24030", markup);

    [Theory]
    [InlineData("""
        [DynamoTable("orders")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [DynamoIgnore] public string? Field;
            public readonly int Made = 1;
            public const int Max = 3;
            public static int Count;
            internal int Counter;
            private string? _note;
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [DynamoIgnore] internal string? A { get; set; }
            private string? B { get; set; }
            protected string? C { get; set; }
            internal int D => 1;
            [DynamoAttribute("E")] internal int E { get; set; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [DynamoIgnore] public string Text { set { } }
            public static string? Shared { get; set; }
            public int this[int index] { get => index; set { } }
            public ref readonly int One => ref _one;
            private int _one;
        }
        """)]
    public Task Constants_ignored_and_private_members_are_allowed(string source) => RuleTest.AllowsAsync(source);

    [Theory]
    [InlineData("""
        [DynamoTable("orders")]
        class Order : Base
        {
            [PartitionKey] public required string Id { get; init; }
            private new string Note => base.Note;
            public new int Count { get; set; }
            [DynamoIgnore] public new string Text => "";
        }

        class Base
        {
            public string Note { get; set; } = "";
            public long Count { get; set; }
            public string Text { get; set; } = "";
            [DynamoIgnore] public virtual int Gone { get; set; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        class Order : Base
        {
            [PartitionKey] public required string Id { get; init; }
            public override int Gone { get => 1; }
        }

        class Base
        {
            [DynamoIgnore] public virtual int Gone { get; set; }
        }
        """)]
    public Task A_hidden_or_overridden_property_that_is_stored_or_ignored_is_allowed(string source) => RuleTest.AllowsAsync(source);

    [Theory]
    [InlineData(
        """
        [DynamoTable("orders")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
            internal int Count { get; set; }
        }
        """,
        """
        [DynamoTable("orders")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [DynamoIgnore] internal int Count { get; set; }
        }
        """)]
    [InlineData(
        """
        [DynamoTable("orders")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public int Count;
        }
        """,
        """
        [DynamoTable("orders")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [DynamoIgnore] public int Count;
        }
        """)]
    [InlineData(
        """
        [DynamoTable("orders")]
        class Order : Base
        {
            [PartitionKey] public required string Id { get; init; }
        }

        class Base
        {
            public int Count, Number;
        }
        """,
        """
        [DynamoTable("orders")]
        class Order : Base
        {
            [PartitionKey] public required string Id { get; init; }
        }

        class Base
        {
            [DynamoIgnore] public int Count, Number;
        }
        """)]
    [InlineData(
        """
        [DynamoTable("orders")]
        class Order : Base
        {
            [PartitionKey] public required string Id { get; init; }
            public new string Note => "";
        }

        class Base
        {
            public string? Note { get; set; }
        }
        """,
        """
        [DynamoTable("orders")]
        class Order : Base
        {
            [PartitionKey] public required string Id { get; init; }
            [DynamoIgnore] public new string Note => "";
        }

        class Base
        {
            public string? Note { get; set; }
        }
        """)]
    public Task A_member_is_ignored_where_it_is_declared(string wrong, string right) => RuleTest.FixesAsync("FW24030", wrong, right);

    [Fact]
    public Task The_fix_names_the_member() => RuleTest.OffersAsync("FW24030", """
        [DynamoTable("orders")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public int Count;
        }
        """, "Add [DynamoIgnore] to Count");
}
