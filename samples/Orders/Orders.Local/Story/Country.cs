namespace Orders.Local.Story;

/// <summary>A country the shop delivers to.</summary>
/// <param name="Code">Its ISO 3166 code.</param>
/// <param name="Currency">The ISO 4217 code of its currency.</param>
/// <param name="Decimals">The number of the currency's decimals.</param>
/// <param name="UnitsPerEuro">The value of one euro, for plausible prices.</param>
/// <param name="Places">Cities, each with a postal code and a street.</param>
internal sealed record Country(string Code, string Currency, int Decimals, decimal UnitsPerEuro, params (string City, string PostalCode, string Street)[] Places);
