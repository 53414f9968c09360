namespace Fw24.Runtime.Tests.Changes;

public sealed class EntityChangeTests
{
    [Theory]
    [InlineData("2", "10", false)]
    [InlineData("10", "2", true)]
    [InlineData("10", "10", false)]
    [InlineData("000000000000000000010", "9", true)]
    [InlineData("9", "000000000000000000010", false)]
    [InlineData("7", "0007", false)]
    [InlineData("1111111111111111111111111111111111111112", "1111111111111111111111111111111111111111", true)]
    [InlineData("999999999999999999999999999999999999999", "1000000000000000000000000000000000000000", false)]
    public void H04_sequence_numbers_compare_as_numbers(string mine, string other, bool isAfter)
        => Assert.Equal(isAfter, new TestChange(Header(mine)).IsAfter(other));

    private static ChangeHeader Header(string sequenceNumber)
        => new("event-1", sequenceNumber, DateTimeOffset.UnixEpoch, Actor: null, ChangeOrigin.Application);

    private sealed record TestChange(in ChangeHeader Header) : EntityChange(Header);
}
