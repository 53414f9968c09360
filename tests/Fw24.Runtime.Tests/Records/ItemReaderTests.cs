using System.Globalization;
using System.Numerics;
using System.Text;
using CsCheck;
using Fw24.Items;
using Fw24.Items.Values;
using Fw24.Runtime.Tests.Harness;

namespace Fw24.Runtime.Tests.Records;

public sealed class ItemReaderTests
{
    private const string Whole =
        """{"Id":{"S":"p-1"},"Weight":{"N":"3"},"Price":{"N":"12.50"},"Size":{"S":"Large"},"Lines":{"L":[{"M":{"Sku":{"S":"a"},"Qty":{"N":"1"}}},{"M":{"Qty":{"N":"2"},"Sku":{"S":"b"}}}]},"Tags":{"SS":["x","y"]},"Gift":{"M":{"Sku":{"S":"g"},"Qty":{"N":"9"}}}}""";

    [Fact]
    public void An_item_is_read_into_an_entity()
    {
        var parcel = Read(Whole);

        Assert.Equal("p-1", parcel.Id);
        Assert.Equal(3, parcel.Weight);
        Assert.Equal(12.50m, parcel.Price);
        Assert.Equal(ParcelSize.Large, parcel.Size);
        Assert.Equal([new ParcelLine("a", 1), new ParcelLine("b", 2)], parcel.Lines);
        Assert.Equal(["x", "y"], parcel.Tags);
        Assert.Equal(new ParcelLine("g", 9), parcel.Gift);
    }

    [Fact]
    public void White_space_and_escapes_make_no_difference()
    {
        const string Spaced =
            """ { "\u0049d" : { "S" : "p-\u0031" } , "Weight" : { "\u004E" : "\u0033" } , "Price" : { "NULL" : true } , "Gift" : {"N\u0055LL":true} , "Lines" : { "L" : [ { "M" : { "Sku" : { "S" : "a" } , "Qty" : { "N" : "1" } } } , {"M":{"Sku":{"S":"b"},"Qty":{"N":"2"}}} ] } , "Tags" : { "SS" : [ "x" , "\u0079" ] } } """;

        var parcel = Read(Spaced);

        Assert.Equal("p-1", parcel.Id);
        Assert.Equal(3, parcel.Weight);
        Assert.Null(parcel.Price);
        Assert.Null(parcel.Gift);
        Assert.Equal([new ParcelLine("a", 1), new ParcelLine("b", 2)], parcel.Lines);
        Assert.Equal(["x", "y"], parcel.Tags);
    }

    [Fact]
    public void H24_unknown_attributes_are_skipped_and_missing_ones_have_their_default()
    {
        var parcel = Read("""{"New":{"M":{"a":{"L":[{"B":"QQ=="},{"NULL":true}]}}},"Id":{"S":"p-1"},"Other":{"NS":["1"]},"Weight":{"N":"3"},"Last":{"BOOL":true}}""");

        Assert.Equal("p-1", parcel.Id);
        Assert.Null(parcel.Price);
        Assert.Null(parcel.Tags);
        Assert.Empty(parcel.Lines);
    }

    [Theory]
    [InlineData("""{"Id":{"N":"5"}}""", "Parcel.Id: expected a string (S), found a number (N).")]
    [InlineData("""{"Id":{"NULL":true}}""", "Parcel.Id: expected a string (S), found null (NULL).")]
    [InlineData("""{"Id":{"SS":["secret"]}}""", "Parcel.Id: expected a string (S), found a string set (SS).")]
    [InlineData("""{"Weight":{"S":"secret"}}""", "Parcel.Weight: expected a number (N), found a string (S).")]
    [InlineData("""{"Weight":{"BOOL":true}}""", "Parcel.Weight: expected a number (N), found a boolean (BOOL).")]
    [InlineData("""{"Lines":{"M":{}}}""", "Parcel.Lines: expected a list (L), found a map (M).")]
    [InlineData("""{"Lines":{"L":[{"M":{"Sku":{"S":"a"},"Qty":{"N":"1"}}},{"M":{"Sku":{"S":"a"},"Qty":{"S":"secret"}}}]}}""", "Parcel.Lines[1].Qty: expected a number (N), found a string (S).")]
    [InlineData("""{"Lines":{"L":[{"S":"secret"}]}}""", "Parcel.Lines[0]: expected a map (M), found a string (S).")]
    [InlineData("""{"Tags":{"L":[{"S":"secret"}]}}""", "Parcel.Tags: expected a set (SS, NS or BS), found a list (L).")]
    [InlineData("""{"Tags":{"NS":["1"]}}""", "Parcel.Tags: expected a string (S), found a number (N).")]
    [InlineData("""{"Gift":{"L":[]}}""", "Parcel.Gift: expected a map (M), found a list (L).")]
    public void H24_another_type_names_entity_path_expected_and_found_type(string item, string message)
        => Assert.Equal(message, Refusal(item).Message);

    [Theory]
    [InlineData("""{"Weight":{"N":"3"}}""", "Parcel.Id: expected an attribute, found none.")]
    [InlineData("""{"Id":{"S":"secret"}}""", "Parcel.Weight: expected an attribute, found none.")]
    [InlineData("""{"Gift":{"M":{"Sku":{"S":"secret"}}}}""", "Parcel.Gift.Qty: expected an attribute, found none.")]
    [InlineData("""{"Lines":{"L":[{"M":{"Sku":{"S":"a"},"Qty":{"N":"1"}}},{"M":{}}]},"Id":{"S":"x"}}""", "Parcel.Lines[1].Sku: expected an attribute, found none.")]
    [InlineData("""{}""", "Parcel.Id: expected an attribute, found none.")]
    public void H24_a_missing_attribute_is_named_by_its_path(string item, string message)
        => Assert.Equal(message, Refusal(item).Message);

    [Theory]
    [InlineData("""{"Weight":{"N":"secret"}}""", "Parcel.Weight: expected a number (N) that Int32 can hold, found another text.")]
    [InlineData("""{"Weight":{"N":"2147483648"}}""", "Parcel.Weight: expected a number (N) that Int32 can hold, found another number.")]
    [InlineData("""{"Weight":{"N":"1.5"}}""", "Parcel.Weight: expected a number (N) that Int32 can hold, found another number.")]
    [InlineData("""{"Price":{"N":"12345678901234567890123456789012345678"}}""", "Parcel.Price: expected a number (N) that Decimal can hold, found another number.")]
    [InlineData("""{"Size":{"S":"secret"}}""", "Parcel.Size: expected one of ParcelSize's names (Small, Large), found another text.")]
    [InlineData("""{"Size":{"S":"small"}}""", "Parcel.Size: expected one of ParcelSize's names (Small, Large), found another text.")]
    [InlineData("""{"Size":{"S":"0"}}""", "Parcel.Size: expected one of ParcelSize's names (Small, Large), found another text.")]
    [InlineData("""{"Size":{"S":" Small"}}""", "Parcel.Size: expected one of ParcelSize's names (Small, Large), found another text.")]
    [InlineData("""{"Size":{"S":""}}""", "Parcel.Size: expected one of ParcelSize's names (Small, Large), found another text.")]
    public void H24_a_value_that_the_property_cannot_hold_names_the_property(string item, string message)
        => Assert.Equal(message, Refusal(item).Message);

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("""{"Id":{"S":"secret""")]
    [InlineData("""{"Id":{"S":"secret"}""")]
    [InlineData("""{"Id":{"S":"secret","N":"1"}}""")]
    [InlineData("""{"Id":{}}""")]
    [InlineData("""{"Id":"secret"}""")]
    [InlineData("""{"Id":{"S":5}}""")]
    [InlineData("""{"Id" {"S":"secret"}}""")]
    [InlineData("""{"Lines":{"L":[{"M":{"Sku":{"S":"secret"},"Qty":{"N":"1"}}},]}}""")]
    [InlineData("""{"Lines":{"L":{}}}""")]
    [InlineData("""{"Tags":{"SS":[{"S":"secret"}]}}""")]
    [InlineData("""{"Gift":{"NULL":"secret"}}""")]
    [InlineData("""{"Gift":{"M":[]}}""")]
    [InlineData("""{"Unknown":{"S":secret}}""")]
    public void H29_a_broken_item_is_refused_without_its_values(string item)
        => Assert.DoesNotContain("secret", Refusal(item).Message, StringComparison.Ordinal);

    [Fact]
    public void H29_an_item_cut_anywhere_is_refused()
    {
        for (var cut = 0; cut < Whole.Length; cut++)
        {
            Assert.StartsWith("Parcel", Refusal(Whole[..cut]).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void H29_nesting_is_bounded_where_an_entity_nests_itself()
    {
        var deep = $$$"""{"a":{{{string.Concat(Enumerable.Repeat("""{"L":[""", 100_000))}}}""";

        var failure = Assert.Throws<ItemFormatException>(() => ReadOnly(deep, ReadDeep));

        Assert.Contains("lists and maps of at most 32 levels", failure.Message, StringComparison.Ordinal);
        Assert.InRange(failure.Message.Length, 1, 1000);
    }

    [Fact]
    public void Whole_numbers_are_read_however_they_are_written()
    {
        Assert.Equal(1000, ReadNumber<int>("1e3"));
        Assert.Equal(1000, ReadNumber<short>("1000.00"));
        Assert.Equal(5, ReadNumber<byte>("+5"));
        Assert.Equal(BigInteger.Pow(10, 125), ReadNumber<BigInteger>("1E125"));
        Assert.Equal(0, ReadNumber<long>("-0.0e5"));
        Assert.Equal(UInt128.Parse("99999999999999999999999999999999999999", CultureInfo.InvariantCulture), ReadNumber<UInt128>("99999999999999999999999999999999999999"));
    }

    [Theory]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("-Infinity")]
    [InlineData("∞")]
    [InlineData("")]
    [InlineData(" 1")]
    [InlineData("1,000")]
    [InlineData("1e126")]
    [InlineData("$1")]
    public void H24_a_number_DynamoDB_cannot_store_is_invalid_for_any_type(string text)
    {
        Assert.Throws<ItemFormatException>(() => ReadNumber<double>(text));
        Assert.Throws<ItemFormatException>(() => ReadNumber<float>(text));
        Assert.Throws<ItemFormatException>(() => ReadNumber<decimal>(text));
        Assert.Throws<ItemFormatException>(() => ReadNumber<int>(text));
        Assert.Throws<ItemFormatException>(() => ReadNumber<BigInteger>(text));
    }

    [Fact]
    public void Decimals_never_lose_a_digit()
    {
        Assert.Equal("0.0000000000000000000000000001", ReadNumber<decimal>("1e-28").ToString(CultureInfo.InvariantCulture));
        Assert.Equal(decimal.MaxValue, ReadNumber<decimal>("79228162514264337593543950335"));
        Assert.Equal(1.5m, ReadNumber<decimal>("1.50000000000000000000000000000000000000"));
        Assert.Equal("12.50", ReadNumber<decimal>("12.50").ToString(CultureInfo.InvariantCulture));
        Assert.Throws<ItemFormatException>(() => ReadNumber<decimal>("79228162514264337593543950336"));
        Assert.Throws<ItemFormatException>(() => ReadNumber<decimal>("1e-29"));
        Assert.Throws<ItemFormatException>(() => ReadNumber<decimal>("1.00000000000000000000000000001"));
        Assert.Throws<ItemFormatException>(() => ReadNumber<decimal>("0.00000000000000000000000000001"));
    }

    [Fact]
    public void Short_numbers_are_read_as_NET_reads_them()
    {
        var digits = Gen.Char['0', '9'].Array[1, 20].Select(static digits => new string(digits));
        Seeded.ForAll(Gen.Select(digits, digits, Gen.Bool, Gen.Bool), 5000, static draw =>
        {
            var (whole, fraction, hasFraction, isNegative) = draw;
            var text = $"{(isNegative ? "-" : "")}{whole}{(hasFraction ? "." + fraction : "")}";
            if (!DynamoNumber.IsValid(Encoding.UTF8.GetBytes(text)))
            {
                return;
            }

            var exact = double.Parse(text, CultureInfo.InvariantCulture);
            Assert.Equal(BitConverter.DoubleToInt64Bits(exact), BitConverter.DoubleToInt64Bits(ReadNumber<double>(text)));
            Assert.Equal(float.Parse(text, CultureInfo.InvariantCulture), ReadNumber<float>(text));
            if (text.Length <= 28)
            {
                Assert.Equal(decimal.Parse(text, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture), ReadNumber<decimal>(text).ToString(CultureInfo.InvariantCulture));
            }

            if (!hasFraction)
            {
                AssertInteger<long>(text);
                AssertInteger<ulong>(text);
                AssertInteger<int>(text);
                AssertInteger<sbyte>(text[..Math.Min(text.Length, 4)]);
                AssertInteger<UInt128>(text);
                AssertInteger<BigInteger>(text);
            }
        });
    }

    private static void AssertInteger<T>(string text)
        where T : struct, INumber<T>
    {
        if (T.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
        {
            Assert.Equal(value, ReadNumber<T>(text));
        }
        else
        {
            Assert.Throws<ItemFormatException>(() => ReadNumber<T>(text));
        }
    }

    [Fact]
    public void A_float_that_would_be_infinite_is_refused()
    {
        Assert.Equal(3.4e38f, ReadNumber<float>("3.4E38"));
        Assert.Throws<ItemFormatException>(() => ReadNumber<float>("3.5E38"));
        Assert.Throws<ItemFormatException>(() => ReadNumber<Half>("70000"));
    }

    [Theory]
    [InlineData("2026-11-22T10:05:00Z", "2026-11-22T10:05:00.0000000+00:00")]
    [InlineData("2026-11-22T10:05:00.1234567+05:30", "2026-11-22T10:05:00.1234567+05:30")]
    [InlineData("2026-11-22T10:05:00", "2026-11-22T10:05:00.0000000+00:00")]
    [InlineData("2026-11-22", "2026-11-22T00:00:00.0000000+00:00")]
    public void Dates_keep_their_offset_and_none_is_UTC_whatever_the_machines_zone(string text, string expected)
        => Assert.Equal(expected, ReadValue($$$"""{"S":"{{{text}}}"}""", static (ref ItemReader item) => item.ReadDateTimeOffset()).ToString("O"));

    [Fact]
    public void Other_texts_are_no_dates_times_or_ids()
    {
        foreach (var text in (string[])["", "secret", "2026-13-01", "22.11.2026", "10:05", "1", new string('1', 1000)])
        {
            var json = $$$"""{"S":"{{{text}}}"}""";
            Assert.Throws<ItemFormatException>(() => ReadValue(json, static (ref ItemReader item) => item.ReadDateTime()));
            Assert.Throws<ItemFormatException>(() => ReadValue(json, static (ref ItemReader item) => item.ReadDateTimeOffset()));
            Assert.Throws<ItemFormatException>(() => ReadValue(json, static (ref ItemReader item) => item.ReadDateOnly()));
            Assert.Throws<ItemFormatException>(() => ReadValue(json, static (ref ItemReader item) => item.ReadTimeOnly()));
            Assert.Throws<ItemFormatException>(() => ReadValue(json, static (ref ItemReader item) => item.ReadGuid()));
        }

        foreach (var text in (string[])["", "secret", "25:00:00", "1e3"])
        {
            Assert.Throws<ItemFormatException>(() => ReadValue($$$"""{"S":"{{{text}}}"}""", static (ref ItemReader item) => item.ReadTimeSpan()));
        }

        Assert.Throws<ItemFormatException>(() => ReadValue("""{"B":"secret"}""", static (ref ItemReader item) => item.ReadBytes()));
        Assert.Throws<ItemFormatException>(() => ReadValue("""{"N":"1e20"}""", static (ref ItemReader item) => item.ReadUnixSeconds()));
    }

    [Fact]
    public void Sound_items_cost_no_memory_but_what_the_entity_holds()
    {
        var image = """{"a":{"N":"1"},"b":{"N":"2.5"},"c":{"BOOL":true},"d":{"L":[{"N":"1"},{"NULL":true}]},"e":{"S":"2026-11-22T10:05:00Z"},"f":{"S":"Large"},"g":{"SS":["x"]}}"""u8.ToArray();
        Assert.Equal(7, Walk(image));

        Assert.Equal(0, Allocated.By(() => Walk(image)));
    }

    private static int Walk(byte[] image)
    {
        var item = new ItemReader(image, "Parcel");
        var count = 0;
        while (item.NextAttribute(out var name))
        {
            count++;
            switch (name.Utf8[0])
            {
                case (byte)'a':
                    item.ReadNumber<int>();
                    break;
                case (byte)'b':
                    item.ReadNumber<decimal>();
                    break;
                case (byte)'c':
                    item.ReadBoolean();
                    break;
                case (byte)'d':
                    item.BeginList();
                    while (item.NextElement())
                    {
                        if (!item.TryReadNull())
                        {
                            item.ReadNumber<long>();
                        }
                    }

                    break;
                case (byte)'e':
                    item.ReadDateTimeOffset();
                    break;
                case (byte)'f':
                    item.ReadEnum(Parcel.NamesOfSize);
                    break;
                default:
                    item.SkipValue();
                    break;
            }
        }

        return count;
    }

    private static int ReadDeep(ref ItemReader item)
    {
        item.BeginList();
        return item.NextElement() ? ReadDeep(ref item) : 0;
    }

    private static T ReadNumber<T>(string text)
        where T : struct, INumberBase<T> => ReadValue($$$"""{"N":"{{{text}}}"}""", static (ref ItemReader item) => item.ReadNumber<T>());

    private static T ReadValue<T>(string value, ItemRead<T> read) => ReadOnly($$$"""{"a":{{{value}}}}""", read);

    private static T ReadOnly<T>(string json, ItemRead<T> read)
    {
        var item = new ItemReader(Encoding.UTF8.GetBytes(json), "Parcel");
        Assert.True(item.NextAttribute(out _));
        var value = read(ref item);
        Assert.False(item.NextAttribute(out _));
        return value;
    }

    private static Parcel Read(string json)
    {
        var item = new ItemReader(Encoding.UTF8.GetBytes(json), "Parcel");
        return Parcel.Read(ref item);
    }

    private static ItemFormatException Refusal(string json) => Assert.Throws<ItemFormatException>(() => Read(json));
}
