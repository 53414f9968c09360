namespace Orders.Local.Story;

/// <summary>A country the shop delivers to.</summary>
/// <param name="Code">Its ISO 3166 code.</param>
/// <param name="Currency">What its customers pay in: an ISO 4217 code.</param>
/// <param name="Decimals">How many decimals that currency has.</param>
/// <param name="UnitsPerEuro">What a euro is worth, for prices that look right.</param>
/// <param name="Places">Cities with a postal code and a street.</param>
internal sealed record Country(string Code, string Currency, int Decimals, decimal UnitsPerEuro, params (string City, string PostalCode, string Street)[] Places);
