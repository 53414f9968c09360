using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24224: a secret's value is in a sensitive stored property.</summary>
public sealed class ScatteredSecretRuleTests
{
    [Theory]
    [InlineData("""
        public interface IContact
        {
            [Sensitive] string? Email { get; }
        }

        [DynamoTable("orders")]
        public sealed class Order : IContact
        {
            [PartitionKey] public required string Id { get; init; }
            string? IContact.{|FW24224:Email|} => Mail;
            public string? Mail { get; set; }
        }
        """)]
    [InlineData("""
        public interface IContact
        {
            [Sensitive] string? Email { get; }
        }

        [DynamoTable("orders")]
        public sealed class Order : IContact
        {
            [PartitionKey] public required string Id { get; init; }
            public string? {|FW24224:Email|} => Mail;
            public string? Mail { get; set; }
        }
        """)]
    [InlineData("""
        public interface IContact
        {
            [Sensitive] string? Email { get; }
        }

        public class Base : IContact
        {
            string? IContact.{|FW24224:Email|} => Mail;
            public string? Mail { get; set; }
        }

        [DynamoTable("orders")]
        public sealed class Order : Base
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    [InlineData("""
        public interface IContact
        {
            [Sensitive] string? Email => Mail;
            string? Mail { get; }
        }

        [DynamoTable("orders")]
        public sealed class {|FW24224:Order|} : IContact
        {
            [PartitionKey] public required string Id { get; init; }
            public string? Mail { get; set; }
        }
        """)]
    [InlineData("""
        public interface IHas<T>
        {
            [Sensitive] T? Email { get; }
        }

        [DynamoTable("orders")]
        public sealed class Order : IHas<string>
        {
            [PartitionKey] public required string Id { get; init; }
            string? IHas<string>.{|FW24224:Email|} { get { return Mail; } }
            public string? Mail { get; set; }
        }
        """)]
    [InlineData("""
        public interface IContact
        {
            [Sensitive] string? Email { get; }
        }

        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public Person? Person { get; set; }
        }

        public sealed class Person : IContact
        {
            public string? {|FW24224:Email|} => Mail;
            public string? Mail { get; set; }
        }
        """)]
    [InlineData("""
        public interface IPin
        {
            [Sensitive] string? Pin { set; }
        }

        [DynamoTable("orders")]
        public sealed class Order : IPin
        {
            [PartitionKey] public required string Id { get; init; }
            string? IPin.{|FW24224:Pin|} { set => Text = value; }
            public string? Text { get; set; }
        }
        """)]
    [InlineData("""
        public interface IContact
        {
            string? Email { get; }
        }

        public interface IPerson : IContact
        {
            [Sensitive] string? IContact.Email => Mail;
            string? Mail { get; }
        }

        [DynamoTable("orders")]
        public sealed class {|FW24224:Order|} : IPerson
        {
            [PartitionKey] public required string Id { get; init; }
            public string? Mail { get; set; }
        }
        """)]
    [InlineData("""
        public interface IContact
        {
            string? Email { get; }
        }

        public interface IPerson : IContact
        {
            [Sensitive] abstract string? IContact.Email { get; }
        }

        [DynamoTable("orders")]
        public sealed class Order : IPerson
        {
            [PartitionKey] public required string Id { get; init; }
            string? IContact.{|FW24224:Email|} => Mail;
            public string? Mail { get; set; }
        }
        """)]
    public Task S1_a_secret_that_code_computes_from_other_properties_is_refused(string markup) => RuleTest.ViolatesAsync("FW24224", markup);

    [Fact]
    public Task A_property_that_computes_a_declared_secret_is_refused() => RuleTest.ViolatesAsync("FW24224", """
        [DynamoTable("orders")]
        public class Order : IOne
        {
            [PartitionKey] public required string Id { get; init; }
            public string {|FW24224:Value|} => Id;
        }

        public interface IOne
        {
            [Sensitive] string Value { get; }
        }
        """);

    [Theory]
    [InlineData("""
        public interface IContact
        {
            [Sensitive] string? Email { get; }
        }

        [DynamoTable("orders")]
        public sealed class Order : IContact
        {
            [PartitionKey] public required string Id { get; init; }
            public string? Email { get => Mail; set => Mail = value; }
            public string? {|FW24224:Mail|} { get; set; }
        }
        """)]
    [InlineData("""
        public interface IContact
        {
            [Sensitive] string? Email { get; }
        }

        public class Base : IContact
        {
            public string? Email { get => Mail; set => Mail = value; }
            public string? {|FW24224:Mail|} { get; set; }
        }

        [DynamoTable("orders")]
        public sealed class Order : Base
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    [InlineData("""
        public interface IContact
        {
            [Sensitive] string? Email { get; }
        }

        [DynamoTable("orders")]
        public sealed class Order : IContact
        {
            [PartitionKey] public required string Id { get; init; }
            public string? Email { get; set; }
            [DynamoAttribute("mail")] public string? {|FW24224:Mail|} => Email;
        }
        """)]
    [InlineData("""
        public class Base
        {
            public string? {|FW24224:Mail|} { get; set; }
        }

        [DynamoTable("orders")]
        public sealed class Order : Base
        {
            [PartitionKey] public required string Id { get; init; }
            [Sensitive] public string? Email { get => base.Mail; set => base.Mail = value; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [Sensitive] public string? Email => Mail;
            public string? {|FW24224:Mail|} { get; set; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [Sensitive] public string? Email => this.Mail?.Trim() ?? "";
            public string? {|FW24224:Mail|} { get; set; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [Sensitive] public string? Email { get => Hidden; set => Hidden = value; }
            private string? Hidden { get => Mail; set => Mail = value; }
            public string? {|FW24224:Mail|} { get; set; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [Sensitive] public string? Email { get; set { field = value; Mail = value; } }
            public string? {|FW24224:Mail|} { get; set; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [Sensitive] public string? Email { get; set; }
            public string? {|FW24224:Mail|} { get => Email; set => Email = value; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            private string? _email;
            [Sensitive] public string? Email { get => _email; set => _email = value; }
            public string? {|FW24224:Mail|} { get { return _email!.ToString(); } set { _email = value; } }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders"), GlobalIndex("by-email", PartitionKey = nameof(EmailLower))]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [Sensitive] public string? Email { get; set; }
            public string? {|FW24224:EmailLower|} => Email?.ToLowerInvariant();
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public sealed record Order([property: PartitionKey] string Id, [property: Sensitive] string? Email = null)
        {
            [DynamoAttribute("mail")] public string? {|FW24224:Mail|} => string.IsNullOrEmpty(Email) ? null : (string?)Email;
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public sealed partial class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [Sensitive] public partial string? Email { get; set; }
            public string? {|FW24224:Mail|} { get; set; }
        }

        public sealed partial class Order
        {
            public partial string? Email { get => Mail; set => Mail = value; }
        }
        """)]
    public Task S1_a_stored_copy_of_a_secret_is_refused(string markup) => RuleTest.ViolatesAsync("FW24224", markup);

    [Theory]
    [InlineData("""
        public interface IContact
        {
            [Sensitive] string? Email { get; }
        }

        [DynamoTable("orders")]
        public sealed class Order : IContact
        {
            [PartitionKey] public required string Id { get; init; }
            string? IContact.Email { get; }
        }
        """)]
    [InlineData("""
        public interface IContact
        {
            [Sensitive] string? Email { get; }
        }

        [DynamoTable("orders")]
        public sealed class Order : IContact
        {
            [PartitionKey] public required string Id { get; init; }
            [DynamoIgnore] string? IContact.Email => Mail;
            [Sensitive] public string? Mail { get; set; }
        }
        """)]
    [InlineData("""
        public interface IContact
        {
            [Sensitive] string? Email { get; }
        }

        [DynamoTable("orders")]
        public sealed class Order : IContact
        {
            [PartitionKey] public required string Id { get; init; }
            [DynamoIgnore] public string? Email => Mail;
            [Sensitive] public string? Mail { get; set; }
        }
        """)]
    [InlineData("""
        public interface IContact
        {
            [Sensitive] string? Email { get; }
        }

        [DynamoTable("orders")]
        public sealed class Order : IContact
        {
            [PartitionKey] public required string Id { get; init; }
            [DynamoIgnore] public string? Email { get; set; }
        }
        """)]
    [InlineData("""
        public interface IContact
        {
            [Sensitive] string? Email { get; }
        }

        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [Sensitive] public Person? Person { get; set; }
        }

        public sealed class Person : IContact
        {
            public string? Email => Mail;
            public string? Mail { get; set; }
        }
        """)]
    [InlineData("""
        public interface IContact
        {
            [Sensitive, DynamoIgnore] string? Email => Mail;
            string? Mail { get; }
        }

        [DynamoTable("orders")]
        public sealed class Order : IContact
        {
            [PartitionKey] public required string Id { get; init; }
            [Sensitive] public string? Mail { get; set; }
        }
        """)]
    [InlineData("""
        public interface IContact
        {
            [AuditIgnore] string? Email { get; }
        }

        [DynamoTable("orders")]
        public sealed class Order : IContact
        {
            [PartitionKey] public required string Id { get; init; }
            public string? Email => Id;
        }
        """)]
    [InlineData("""
        public interface IContact
        {
            string? Email { get; }
        }

        public interface IPerson : IContact
        {
            [Sensitive] string? IContact.Email => null;
        }

        [DynamoTable("orders")]
        public sealed class Order : IPerson
        {
            [PartitionKey] public required string Id { get; init; }
            public string? Email { get; set; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [Sensitive] public string? Email { get => Mail; set => Mail = value; }
            [Sensitive] public string? Mail { get; set; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [Sensitive] public string? Email { get => Mail; set => Mail = value; }
            [DynamoIgnore] public string? Mail { get; set; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            private string? _email, _name;
            [Sensitive] public string? Email { get => _email; set => _email = value; }
            public string? Name { get => _name ?? Id; set => _name = value; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [Sensitive] public string? Email => Id;
            public string? Name { get => field ?? Id; set; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [Sensitive] public string? Email { get => field?.Trim(); set; }
            [DynamoAttribute("has")] public bool HasEmail => Email is not null;
            [DynamoAttribute("domain")] public string? Domain => Email?.Split('@')[^1];
        }
        """)]
    public Task S1_a_secret_that_no_item_holds_is_allowed(string source) => RuleTest.AllowsSoundAsync(source);
}
